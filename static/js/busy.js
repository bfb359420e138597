// A button that was pressed says so at once, and sends once.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.busy === "off") return;
  if (form.hasAttribute("aria-busy")) event.preventDefault();
  else busy(form, event.submitter);
});

document.addEventListener("htmx:beforeRequest", ({ detail: { elt, requestConfig } }) => {
  if (requestConfig.verb !== "get" || elt.matches("button")) busy(elt, requestConfig.triggeringEvent?.submitter);
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt } }) => idle(elt));

// Back from the browser's own cache, nothing is on its way.
addEventListener("pageshow", ({ persisted }) => persisted && idle(document));

function busy(element, submitter) {
  element.setAttribute("aria-busy", "true");
  submitter?.setAttribute("aria-busy", "true");
}

function idle(element) {
  element.removeAttribute?.("aria-busy");
  for (const each of element.querySelectorAll("form[aria-busy], button[aria-busy]")) each.removeAttribute("aria-busy");
}
