// What changed is read out politely; what failed is said in a sentence.

const SHOWN_MS = 8000;
let timer;

document.addEventListener("htmx:afterSwap", () => {
  const list = document.querySelector("[data-announce]")?.dataset.announce;
  say(list ?? document.getElementById("count")?.textContent);
});
document.addEventListener("htmx:beforeRequest", () => warn(""));
document.addEventListener("htmx:sendError", () => warn("failed"));
document.addEventListener("htmx:timeout", () => warn("busy"));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (status !== 401) warn(status >= 500 ? "busy" : "refused");
});

// A redirect means that the page is no longer this person's to see: the page itself goes there.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo } = event.detail;
  if (!xhr.responseURL || !pathInfo) return;
  if (new URL(xhr.responseURL).pathname === new URL(pathInfo.finalRequestPath, location).pathname) return;
  event.detail.shouldSwap = false;
  location.reload();
});

function say(text) {
  const line = document.getElementById("status");
  if (line && text && line.textContent !== text) line.textContent = text;
}

function warn(kind) {
  const toast = document.getElementById("toast");
  if (!toast) return;
  clearTimeout(timer);
  toast.textContent = kind ? toast.dataset[kind] : "";
  if (kind) timer = setTimeout(() => warn(""), SHOWN_MS);
}
