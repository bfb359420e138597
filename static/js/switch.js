// Who manages many companies finds one by a part of its name; Enter takes the first that is left.

const field = document.querySelector("[data-company-search]");
const buttons = [...document.querySelectorAll("[data-company-search] ~ .menu-item")];

field.addEventListener("input", () => {
  const wanted = field.value.trim().toLowerCase();
  for (const button of buttons) button.hidden = !button.textContent.toLowerCase().includes(wanted);
});

field.addEventListener("keydown", (event) => {
  const first = buttons.find((button) => !button.hidden);
  if (event.key === "Enter") {
    event.preventDefault();
    if (field.value.trim()) first?.click();
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    event.stopPropagation();
    first?.focus();
  }
});

field.closest("details").addEventListener("toggle", ({ target }) => target.open && field.focus());
