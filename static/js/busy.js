// A button that was pressed says so at once, and sends once.

const STOPPED_MS = 10000; // by then somebody has stopped the page from loading, and may want to send again

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.busy === "off") return;
  if (form.hasAttribute("aria-busy")) event.preventDefault();
  else {
    busy(form, event.submitter);
    setTimeout(() => idle(form), STOPPED_MS);
  }
});

document.addEventListener("htmx:beforeRequest", ({ detail: { elt, requestConfig } }) => {
  if (elt.matches("button") || (elt.matches("form") && requestConfig.verb !== "get")) busy(elt, requestConfig.triggeringEvent?.submitter);
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
