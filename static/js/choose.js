// form[data-choose] takes along what is ticked in a list, also rows that a filter has put out of sight.

const form = document.querySelector("form[data-choose]");
const { choose: name } = form.dataset;
const said = form.querySelector("[role=status]");
const ticked = new Set();

const boxes = () => document.querySelectorAll(`input[name="${name}"][form="${form.id}"]`);

document.addEventListener("change", ({ target }) => {
  if (target.name !== name || target.form !== form) return;
  if (target.checked) ticked.add(target.value);
  else ticked.delete(target.value);
  tell();
});

document.addEventListener("htmx:afterSwap", () => {
  for (const box of boxes()) box.checked = ticked.has(box.value);
});

form.addEventListener("formdata", ({ formData }) => {
  formData.delete(name);
  for (const value of ticked) formData.append(name, value);
});

// Back from the page that asks, the browser ticks again what was ticked.
addEventListener("pageshow", () => {
  for (const box of boxes()) if (box.checked) ticked.add(box.value);
  tell();
});

function tell() {
  const text = said.dataset[["none", "one"][ticked.size] ?? "many"];
  said.textContent = text.replace("{count}", ticked.size);
  form.toggleAttribute("data-some", ticked.size > 0);
}
