// An address names only the filters that are set.

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, formData } = event.detail;
  if (elt.matches("form[data-filters]")) dropEmpty(formData);
});

// The same where the form goes without htmx.
document.addEventListener("formdata", (event) => {
  if (!event.target.hasAttribute("hx-get")) dropEmpty(event.formData);
});

function dropEmpty(values) {
  for (const [name, value] of [...values.entries()]) if (value === "") values.delete(name);
}
