// An address names only the filters that differ from what the list shows unasked.

const isFilters = (element) => element?.matches?.("form[data-filters]");

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, formData } = event.detail;
  if (isFilters(elt)) dropUnasked(elt, formData);
});

// The same where the form goes without htmx.
document.addEventListener("formdata", (event) => {
  if (!event.target.hasAttribute("hx-get")) dropUnasked(event.target, event.formData);
});

// A new answer starts at its first row.
document.addEventListener("htmx:afterSwap", (event) => {
  if (isFilters(event.detail.requestConfig?.elt)) scrollTo(0, 0);
});

function dropUnasked(form, values) {
  for (const [name, value] of [...values.entries()]) {
    if (value === "" || form.elements[name]?.selectedIndex === 0) values.delete(name);
  }
}
