// Menus are <details>; one is open at a time, Escape or a click elsewhere closes it, arrows walk.

const open = () => document.querySelectorAll("details[data-menu][open]");
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("focusin", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

// What was chosen is on its way, also where the page stays: a download.
document.addEventListener("submit", (event) => {
  const menu = event.target.closest("details[data-menu][open]");
  if (menu) setTimeout(() => (menu.open = false));
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest("details[data-menu][open]");
  if (event.key === "Escape") for (const each of open()) close(each, event);
  else if (menu && event.key in STEPS && !event.target.matches("input, select, textarea")) {
    walk(menu, STEPS[event.key]);
    event.preventDefault();
  }
});

function close(menu, event) {
  menu.open = false;
  menu.querySelector("summary").focus();
  event.preventDefault();
}

function walk(menu, by) {
  const items = [...menu.querySelectorAll(".menu-item")].filter((item) => item.checkVisibility());
  const here = items.indexOf(document.activeElement);
  const next = here < 0 && by < 0 ? items.length - 1 : (here + by + items.length) % items.length;
  items[next]?.focus();
}
