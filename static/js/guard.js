// A form marked data-guard says that it holds what is not saved yet, and asks before it is left.
// Ctrl+S and Ctrl+Enter save.

const guarded = () => [...document.querySelectorAll("form[data-guard]")];
const dirty = new Set();

document.addEventListener("input", (event) => note(event.target.form ?? event.target.closest("form")));
document.addEventListener("change", (event) => note(event.target.form));
document.addEventListener("reset", (event) => setTimeout(() => note(event.target)));

// What the server gave back with errors is not saved either, nor what a fragment brings with them.
const look = () => guarded().filter((form) => form.querySelector("[data-problems]")).forEach((form) => mark(form, true));
document.addEventListener("htmx:load", look);
look();

addEventListener("beforeunload", (event) => {
  if (stillDirty()) event.preventDefault();
});

// A form that is on its way is no longer in danger; if it comes back, its page is a new one.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) dirty.delete(event.target);
});
// Before HTMX goes where the answer says.
document.addEventListener("htmx:beforeOnLoad", ({ detail: { elt, xhr } }) => {
  if (xhr.status < 400 && elt.matches("form[data-guard]")) mark(elt, false);
});

// A fragment must not take the form away unasked.
document.addEventListener("htmx:beforeSwap", (event) => {
  const holds = [...dirty].some((form) => event.detail.target.contains(form) && event.detail.requestConfig.elt !== form);
  if (holds && !confirm(question())) event.detail.shouldSwap = false;
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.key !== "s" && event.key !== "Enter") return;
  const form = event.target.closest("form[data-guard]") ?? guarded()[0];
  if (!form || document.querySelector("dialog:modal")?.contains(form) === false) return;
  event.preventDefault();
  const save = form.querySelector("[data-save-bar] button");
  // HTMX would send the button that has the focus along: "add a row" instead of "save".
  if (event.target.closest("button")) save?.focus();
  form.requestSubmit(save);
});

// It may be left unasked: what it holds is kept elsewhere.
export function letGo(form) {
  mark(form, false);
}

function note(form) {
  if (form?.matches("[data-guard]")) mark(form, changed(form));
}

function changed(form) {
  if (form.querySelector("[data-problems]")) return true;
  return [...form.elements].some((field) => field.name && isTouched(field));
}

export function isTouched(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected) && !unset(field);
  if (field.type === "file") return field.files.length > 0;
  return "defaultValue" in field && field.value !== field.defaultValue;
}

// A select without a chosen option shows its first one, which nobody chose.
function unset(select) {
  return select.selectedIndex === 0 && ![...select.options].some((option) => option.defaultSelected);
}

function mark(form, isDirty) {
  if (isDirty) dirty.add(form);
  else dirty.delete(form);
  const state = form.querySelector("[data-unsaved]");
  const text = isDirty ? state?.dataset.unsaved : "";
  if (state && state.textContent !== text) state.textContent = text;
  const title = document.title.replace(/^• /, "");
  document.title = stillDirty() ? `• ${title}` : title;
}

function stillDirty() {
  for (const form of dirty) if (!form.isConnected) dirty.delete(form);
  return dirty.size > 0;
}

function question() {
  return document.querySelector("[data-unsaved]")?.dataset.leave ?? "";
}
