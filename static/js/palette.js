// Search over everything, from the keyboard: Ctrl+K, arrows, Enter. Loaded when it is first opened.
// The focus stays in the text; the chosen line is named to screen readers (aria-activedescendant).

import { post, token } from "./post.js";
import { lately } from "./recent.js";

const PAUSE_MS = 120;
const dialog = document.getElementById("palette");
const text = dialog.querySelector("input");
const list = dialog.querySelector("[role=listbox]");
const status = dialog.querySelector("[role=status]");
const styled = look();
let timer = 0;
let asking = null;

export async function open(pasted) {
  await styled;
  if (!dialog.open) dialog.showModal();
  text.select();
  if (pasted) lookUp(pasted);
  else ask();
}

function look() {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: dialog.dataset.look });
  document.head.append(link);
  return new Promise((done) => (link.onload = link.onerror = done));
}

text.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE_MS);
});

text.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const act = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: () => follow(event), p: () => event.altKey && pin() }[event.key];
  if (!act || act() === false) return;
  event.preventDefault();
});

list.addEventListener("pointermove", ({ target }) => choose(target.closest("[role=option]"), false));

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function step(by) {
  const all = options();
  choose(all[(all.indexOf(chosen()) + by + all.length) % (all.length || 1)]);
}

function choose(option, scroll = true) {
  if (!option || option === chosen()) return;
  chosen()?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  text.setAttribute("aria-activedescendant", option.id);
  if (scroll) option.scrollIntoView({ block: "nearest" });
}

function follow({ ctrlKey, metaKey }) {
  const option = chosen();
  if (!option) return;
  if (ctrlKey || metaKey) window.open(option.href, "_blank");
  else option.click();
}

// What was asked for before is not wanted any more.
function ask() {
  const query = text.value.trim();
  const { hits, kept } = dialog.dataset;
  const address = query ? `${hits}?${new URLSearchParams({ q: query })}` : `${kept}?${new URLSearchParams({ recent: lately().join() })}`;
  return show((signal) => fetch(address, { headers: { "HX-Request": "true" }, redirect: "manual", signal }));
}

function lookUp(pasted) {
  text.value = "";
  return show((signal) => post(dialog.dataset.serials, { serials: pasted }, { signal }));
}

async function show(request) {
  clearTimeout(timer);
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const answer = await request(signal);
    if (!answer.ok) throw new Error(answer.status);
    draw(await answer.text());
  } catch {
    if (!signal.aborted) say(dialog.dataset.failed);
  }
}

function draw(answer) {
  list.innerHTML = answer;
  list.scrollTop = 0;
  for (const [index, option] of options().entries()) option.id = `palette-${index}`;
  text.removeAttribute("aria-activedescendant");
  choose(options()[0], false);
  say(list.querySelector("[data-count]")?.dataset.count ?? "");
}

function say(words) {
  status.textContent = words;
}

async function pin() {
  const option = chosen();
  if (!option?.dataset.record) return;
  const pinned = "pinned" in option.dataset ? "0" : "1";
  const place = options().indexOf(option);
  const address = `${dialog.dataset.pins}${option.dataset.record.replace(":", "/")}/`;
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  const answer = await post(address, { pinned }, { headers });
  if (!answer.ok) return say(dialog.dataset.failed);
  await ask();
  choose(options()[place]);
}
