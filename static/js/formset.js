// Another row of a formset: its empty row is a <template>, numbered as Django counts them.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (button) add(button.closest("[data-formset]"));
});

function add(formset) {
  const total = formset.querySelector('[name$="-TOTAL_FORMS"]');
  const rows = formset.querySelector("[data-rows]");
  const empty = formset.querySelector("template").innerHTML;
  rows.insertAdjacentHTML("beforeend", empty.replaceAll("__prefix__", total.value));
  total.value = Number(total.value) + 1;
  rows.lastElementChild.querySelector("input:not([type=hidden], [name$='-DELETE']), select, textarea")?.focus();
  total.dispatchEvent(new Event("input", { bubbles: true }));
}
