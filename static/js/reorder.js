// Rows of a form that have an order: a row changes places with the one above or below it.

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-row-up], [data-row-down]");
  if (!button) return;
  const up = button.matches("[data-row-up]");
  const row = button.closest("[data-row]");
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  swap(place(row), place(other));
  if (up) other.before(row);
  else other.after(row);
  button.focus();
});

const place = (row) => row.querySelector("[name$='-position']");

function swap(one, other) {
  [one.value, other.value] = [other.value || next(other), one.value || next(one)];
  for (const each of [one, other]) each.dispatchEvent(new Event("input", { bubbles: true }));
}

// A new row stands behind all others until it is moved.
function next(field) {
  const rows = field.closest("[data-row]").parentElement.children;
  return 1 + Math.max(...[...rows].map((row) => Number(place(row).value)));
}
