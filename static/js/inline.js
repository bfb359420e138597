// One field changed where it stands: the form takes the value's place. Enter saves, Escape cancels,
// and the focus comes back to the pencil.

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (![409, 422].includes(detail.xhr.status)) return;
  if (!detail.requestConfig?.elt?.matches?.("form.inline-form")) return;
  detail.shouldSwap = true;
  detail.isError = false;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const form = [...document.querySelectorAll("form.inline-form")].find((each) => !("ready" in each.dataset));
  if (form) return start(form);
  if (detail.requestConfig?.elt?.closest?.(".inline-form, [data-inline-cancel]")) {
    document.querySelector(".inline-edit[autofocus]")?.focus();
  }
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("form.inline-form");
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    form.querySelector("[data-inline-cancel]").click();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

function start(form) {
  form.dataset.ready = "";
  // HTMX wakes what it swapped in a moment later; a quick Escape would meet a dead button.
  htmx.process(form);
  const problems = form.querySelector("[data-problems]");
  const field = form.querySelector("input:not([type=hidden]), select, textarea");
  (problems ?? field)?.focus();
  if (field?.type === "text") field.select();
}
