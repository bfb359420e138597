// On leaving a field that was changed, the server says what is wrong with it. Only the words
// beside the field are replaced: what is in it stays, whoever types meanwhile.

// A form on its way is checked whole: whoever goes from the field to Save waits for one answer, not two.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = event.detail;
  if (elt.matches?.("[data-check]") && elt.form?.hasAttribute("aria-busy")) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr, successful } }) => {
  if (!successful || !elt.matches?.("[data-check]")) return;
  const answer = document.createElement("template");
  answer.innerHTML = xhr.responseText;
  const fresh = answer.content.querySelector(".field");
  const group = elt.closest(".field");
  if (fresh && group) tell(group, fresh);
});

function tell(group, fresh) {
  for (const old of group.querySelectorAll(":scope > :is(.field-help, .field-error)")) old.remove();
  group.append(...fresh.querySelectorAll(":scope > :is(.field-help, .field-error)"));
  for (const control of fresh.querySelectorAll("[id]")) {
    const here = group.querySelector(`#${CSS.escape(control.id)}`);
    for (const name of ["aria-invalid", "aria-describedby"]) copy(control, here, name);
  }
  copy(fresh, group, "aria-describedby");
}

function copy(from, to, name) {
  const value = from.getAttribute(name);
  if (value === null) to?.removeAttribute(name);
  else to?.setAttribute(name, value);
}
