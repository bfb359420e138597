// form[data-upload]: files that are chosen, dropped on its card or pasted go up one by one, each
// with its progress, and can be cancelled and tried again. A file that is dropped on a tile
// ([data-drop="address"]) becomes a new version of it.

import { token, uuid } from "./csrf.js";

const AT_ONCE = 2;
const waiting = [];
let running = 0;

const cardOf = (element) => element?.closest?.("[data-documents]");
const formOf = (element) => cardOf(element)?.querySelector("form[data-upload]");
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");

document.addEventListener("change", ({ target }) => {
  const form = target.type === "file" && target.closest("form[data-upload]");
  if (!form) return;
  addAll(form, target.files);
  target.value = "";
});

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    const place = holdsFiles(event) && placeOf(event);
    if (!place) return;
    event.preventDefault();
    mark(place);
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget || !placeOf(event)?.contains(event.relatedTarget)) mark(null);
});
document.addEventListener("drop", (event) => {
  const place = holdsFiles(event) && placeOf(event);
  mark(null);
  if (!place) return;
  event.preventDefault();
  const form = formOf(place);
  if (place.dataset.drop) add(form, event.dataTransfer.files[0], place.dataset.drop);
  else addAll(form, event.dataTransfer.files);
});

// A picture from the clipboard, where nobody is writing.
document.addEventListener("paste", (event) => {
  const form = document.querySelector("form[data-upload]");
  const files = event.clipboardData?.files;
  if (!form || !files?.length || event.target.closest?.("textarea, input:not([type=file])")) return;
  event.preventDefault();
  addAll(form, files);
});

function placeOf(event) {
  return event.target.closest?.("[data-drop]") ?? formOf(event.target)?.querySelector(".drop-zone");
}

function mark(place) {
  for (const other of document.querySelectorAll(".drop-zone.over, .file-tile.over")) {
    if (other !== place) other.classList.remove("over");
  }
  place?.classList.add("over");
}

function addAll(form, files) {
  for (const file of files) add(form, file, form.action);
}

function add(form, file, address) {
  if (!form || !file) return;
  const row = form.querySelector("template").content.firstElementChild.cloneNode(true);
  const name = file.name || "picture.png";
  row.querySelector(".file-name").textContent = name;
  row.querySelector("progress").setAttribute("aria-label", name);
  const audience = form.elements.audience.value;
  const work = { form, file, name, address, audience, row, key: uuid(), retry: row.querySelector("[data-retry]") };
  row.querySelector("[data-cancel]").addEventListener("click", () => cancel(work));
  work.retry.addEventListener("click", () => enqueue(work));
  const rows = form.querySelector("[data-rows]");
  rows.append(row);
  rows.hidden = false;
  // The server would say so, too, but only after the file has travelled.
  if (file.size > Number(form.dataset.largest)) fail(work, form.dataset.tooLarge, false);
  else enqueue(work);
}

function enqueue(work) {
  show(work, work.form.dataset.waiting, 0);
  work.row.querySelector(".field-error").hidden = true;
  work.retry.hidden = true;
  waiting.push(work);
  next();
}

function next() {
  if (running >= AT_ONCE || waiting.length === 0) return;
  running += 1;
  send(waiting.shift());
}

function send(work) {
  const request = (work.request = new XMLHttpRequest());
  const { dataset } = work.form;
  request.open("POST", work.address);
  request.setRequestHeader("HX-Request", "true");
  request.setRequestHeader("Idempotency-Key", work.key);
  request.setRequestHeader("X-CSRFToken", token());
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    const percent = Math.round((100 * loaded) / total);
    show(work, `${percent} %`, percent);
  });
  request.addEventListener("load", () => answer(work, request));
  request.addEventListener("error", () => fail(work, dataset.failed, true));
  request.addEventListener("timeout", () => fail(work, dataset.failed, true));
  request.addEventListener("loadend", () => {
    running -= 1;
    next();
  });
  const content = new FormData();
  content.set("audience", work.audience);
  content.set("file", work.file, work.name);
  request.send(content);
}

function answer(work, request) {
  const { dataset } = work.form;
  const { status, responseText } = request;
  if (status >= 200 && status < 300) return done(work);
  if (status === 401) return location.reload();
  if (status === 413 || status === 422) fail(work, plain(request) ? responseText : dataset.tooLarge, false);
  else if (status === 403 || status === 404) fail(work, dataset.refused, false);
  else fail(work, dataset.trouble, true);
}

const plain = (request) => request.getResponseHeader("Content-Type")?.startsWith("text/plain");

function done(work) {
  show(work, work.form.dataset.added, 100);
  const card = cardOf(work.form);
  const text = `${work.name}: ${work.form.dataset.added}`;
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, look: "good", key: "documents" } }));
  remove(work);
  htmx.trigger(card, "documents-changed");
}

function fail(work, text, again) {
  const error = work.row.querySelector(".field-error");
  error.textContent = text;
  error.hidden = false;
  work.retry.hidden = !again;
  work.row.querySelector("progress").hidden = true;
  work.row.querySelector("[data-state]").textContent = "";
  const button = work.row.querySelector("[data-cancel]");
  button.setAttribute("aria-label", button.dataset.dismissLabel);
}

function cancel(work) {
  const place = waiting.indexOf(work);
  if (place >= 0) waiting.splice(place, 1);
  work.request?.abort();
  remove(work);
}

function remove(work) {
  const rows = work.row.parentElement;
  const hadFocus = work.row.contains(document.activeElement);
  work.row.remove();
  if (rows) rows.hidden = rows.childElementCount === 0;
  if (hadFocus) work.form.querySelector("input[type=file]").focus();
}

function show(work, text, percent) {
  work.row.querySelector("[data-state]").textContent = text;
  const progress = work.row.querySelector("progress");
  progress.hidden = false;
  progress.value = percent;
}

addEventListener("beforeunload", (event) => {
  if (running || waiting.length) event.preventDefault();
});
