// A record is typed and chosen from a list of those that match: arrows, Enter, Escape, or the mouse.
// The list is the server's (data-address); without JavaScript the text is looked up when it is sent.

const PAUSE_MS = 150;
const made = new WeakMap();
let latest = 0;

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-pick-text]")) prepare(target);
});

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-pick-text]")) return;
  const box = prepare(target);
  target.parentElement.querySelector("[data-pick-id]").value = "";
  clearTimeout(box.timer);
  box.timer = setTimeout(() => ask(target), PAUSE_MS);
});

document.addEventListener("keydown", (event) => {
  const text = event.target;
  if (!text.matches("[data-pick-text]") || event.isComposing) return;
  const box = prepare(text);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (box.list.hidden) ask(text);
    else step(text, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !box.list.hidden && active(box)) {
    event.preventDefault();
    choose(text, active(box));
  } else if (event.key === "Escape" && !box.list.hidden) {
    event.preventDefault();
    event.stopPropagation();
    close(text);
  }
});

document.addEventListener("focusout", ({ target }) => {
  if (target.matches("[data-pick-text]")) setTimeout(() => close(target), 200);
});

function prepare(text) {
  if (made.has(text)) return made.get(text);
  const list = document.createElement("ul");
  Object.assign(list, { id: `${text.id}_list`, hidden: true, className: "pick-list" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", text.closest(".field")?.querySelector(".field-label")?.textContent ?? "");
  text.parentElement.append(list);
  const given = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(given)) text.setAttribute(name, value);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose(text, option);
  });
  const box = { list, timer: 0 };
  made.set(text, box);
  return box;
}

async function ask(text) {
  const box = prepare(text);
  const number = ++latest;
  const address = new URL(text.closest("[data-pick]").dataset.address, location);
  address.searchParams.set("q", text.value);
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok || number !== latest || document.activeElement !== text) return;
    box.list.innerHTML = await answer.text();
  } catch {
    return; // the text is looked up when the form is sent
  }
  for (const [index, option] of [...box.list.children].entries()) option.id = `${box.list.id}_${index}`;
  box.list.hidden = false;
  text.setAttribute("aria-expanded", "true");
  step(text, 1);
}

const options = (box) => [...box.list.querySelectorAll("[role=option]")];
const active = (box) => box.list.querySelector("[aria-selected=true]");

function step(text, by) {
  const box = made.get(text);
  const all = options(box);
  const next = all[(all.indexOf(active(box)) + by + all.length) % (all.length || 1)];
  for (const option of all) option.setAttribute("aria-selected", String(option === next));
  if (next) text.setAttribute("aria-activedescendant", next.id);
  next?.scrollIntoView({ block: "nearest" });
}

function choose(text, option) {
  text.parentElement.querySelector("[data-pick-id]").value = option.dataset.value;
  text.value = option.dataset.text;
  close(text);
  text.dispatchEvent(new Event("change", { bubbles: true }));
}

function close(text) {
  const box = made.get(text);
  if (!box || box.list.hidden) return;
  box.list.hidden = true;
  text.setAttribute("aria-expanded", "false");
  text.removeAttribute("aria-activedescendant");
}
