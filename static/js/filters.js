// An address names only the filters that differ from what the list shows unasked.

const isFilters = (element) => element?.matches?.("form[data-filters]");
const isInCard = (form) => form.closest(".card") !== null;

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, formData, triggeringEvent } = event.detail;
  if (!isFilters(elt)) return;
  dropUnasked(elt, formData);
  if (!isInCard(elt)) keepOneStep(elt, triggeringEvent?.type);
});

// What is typed in one go is one step back, however often it paused.
let typed = false;

function keepOneStep(form, by) {
  const typing = by === "input" || by === "search";
  const again = typed && (typing || by === "submit");
  form.removeAttribute(again ? "hx-push-url" : "hx-replace-url");
  form.setAttribute(again ? "hx-replace-url" : "hx-push-url", "true");
  typed = typing || again;
}

document.addEventListener("focusout", ({ target }) => {
  if (target.type === "search") typed = false;
});

// The same where the form goes without htmx.
document.addEventListener("formdata", (event) => {
  if (isFilters(event.target) && !event.target.hasAttribute("hx-get")) dropUnasked(event.target, event.formData);
});

// A new answer starts at its first row.
document.addEventListener("htmx:afterSwap", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (isFilters(form) && !isInCard(form)) scrollTo(0, 0);
});

function dropUnasked(form, values) {
  for (const [name, value] of [...values.entries()]) {
    if (value === "" || form.elements[name]?.selectedIndex === 0) values.delete(name);
  }
}
