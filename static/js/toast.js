// Short news at the edge: from the server (HX-Trigger: {"toast": {"text", "look", "href", "link"}}),
// from the page before (its messages), or from another module (a "toast" event).

const SHOWN_MS = 6000;
const region = () => document.getElementById("toasts");

document.addEventListener("toast", ({ detail }) => add(detail));

// What the page brought along is put in anew, so that it is read out.
for (const toast of document.querySelectorAll("#toasts > .toast")) {
  toast.remove();
  setTimeout(() => put(toast), 100);
}

function add({ text, look = "good", key = "", href, link }) {
  if (!text || !region()) return;
  const toast = region().querySelector("template").content.firstElementChild.cloneNode(true);
  toast.classList.add(look);
  toast.dataset.key = key;
  toast.querySelector(".toast-text").textContent = text;
  const use = toast.querySelector("use");
  if (look === "bad") use.setAttribute("href", use.getAttribute("href").replace("circle-check", "circle-alert"));
  const more = toast.querySelector("a");
  if (href?.startsWith("/") && link) Object.assign(more, { href, textContent: link });
  else more.remove();
  if (look === "bad") toast.setAttribute("role", "alert");
  put(toast);
}

function put(toast) {
  for (const other of region().querySelectorAll(".toast")) {
    if (toast.dataset.key && other.dataset.key === toast.dataset.key) other.remove();
  }
  region().append(toast);
  if (toast.classList.contains("bad")) return;
  let timer;
  const start = () => (timer = setTimeout(() => toast.remove(), SHOWN_MS));
  const wait = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, wait);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
  start();
}

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest(".toast, .notice")?.remove();
});
