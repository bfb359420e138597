// What changed is read out politely; what failed is said in a sentence.

// A form with its errors (422), or with what somebody else saved (409), is an answer to show.
const ANSWERS = [409, 422];

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (ANSWERS.includes(detail.xhr.status)) Object.assign(detail, { shouldSwap: true, isError: false });
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const list = document.getElementById(detail.target?.id)?.dataset.announce;
  say(list ?? document.getElementById("count")?.textContent);
});
document.addEventListener("htmx:sendError", () => warn("failed"));
document.addEventListener("htmx:timeout", () => warn("busy"));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (!ANSWERS.includes(status) && status !== 401) warn(status >= 500 ? "busy" : "refused");
});

// A redirect means that the page is no longer this person's to see: the page itself goes there.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo, requestConfig } = event.detail;
  if (!xhr.responseURL || !pathInfo || "follows" in (requestConfig.elt?.dataset ?? {})) return;
  if (new URL(xhr.responseURL).pathname === new URL(pathInfo.finalRequestPath, location).pathname) return;
  event.detail.shouldSwap = false;
  location.reload();
});

function say(text) {
  const line = document.getElementById("status");
  if (line && text && line.textContent !== text) line.textContent = text;
}

function warn(kind) {
  const text = document.getElementById("toasts")?.dataset[kind];
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, look: "bad", key: "status" } }));
}
