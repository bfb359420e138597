// "Add" puts an empty row into the form, and a new row that is not wanted can be taken out again.

document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-rows-add]");
  const remove = event.target.closest("[data-row-remove]");
  if (add) {
    event.preventDefault();
    append(add.closest("[data-rows]"));
  } else if (remove) {
    takeOut(remove.closest("[data-row]"));
  }
});

// A list of names and values always has an empty line to type into.
document.addEventListener("input", ({ target }) => {
  const facts = target.closest("[data-facts]");
  const last = facts?.lastElementChild;
  if (!last?.contains(target)) return;
  const row = last.cloneNode(true);
  for (const input of row.querySelectorAll("input")) input.value = "";
  facts.append(row);
});

function append(rows) {
  const count = rows.querySelector("[data-rows-count]");
  const html = rows.querySelector(":scope > template").innerHTML.replaceAll("__row__", count.value);
  const made = document.createElement("template");
  made.innerHTML = html;
  const row = made.content.firstElementChild;
  rows.querySelector("[data-rows-list]").append(row);
  count.value = Number(count.value) + 1;
  htmx.process(row);
  row.querySelector("input:not([type=hidden])")?.focus();
}

// Its number stays taken: the server passes over a row that is not there.
function takeOut(row) {
  const add = row.closest("[data-rows]").querySelector("[data-rows-add]");
  row.closest("form").dispatchEvent(new Event("change", { bubbles: true }));
  row.remove();
  add?.focus();
}
