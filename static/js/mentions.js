// Behind an @ in a text marked data-mentions: colleagues who may read it, to choose from.
// The text keeps the focus; arrows go through the names, Enter or Tab takes one, Escape closes.

const TYPED = /(?:^|[^\p{L}\p{N}_])@([\p{L}\p{N}_'’-]*(?: [\p{L}\p{N}_'’-]*){0,2})$/u;
const LATER_MS = 120;
let timer, asked = 0;

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-mentions]")) return;
  clearTimeout(timer);
  if (typed(target) === null) close(target);
  else timer = setTimeout(() => offer(target), LATER_MS);
});
document.addEventListener("focusout", ({ target }) => {
  if (target.matches?.("[data-mentions]")) setTimeout(() => close(target), LATER_MS);
});
document.addEventListener("keydown", (event) => {
  const list = event.target.matches?.("[data-mentions]") && listOf(event.target);
  if (!list || list.hidden) return;
  const act = { ArrowDown: () => step(event.target, 1), ArrowUp: () => step(event.target, -1), Enter: () => take(event.target), Tab: () => take(event.target), Escape: () => close(event.target) }[event.key];
  if (!act || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}, true);
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest(".suggestions [role=option]");
  if (!option) return;
  event.preventDefault();
  const text = option.closest("[data-mentions-of]").querySelector("[data-mentions]");
  choose(text, option);
  take(text);
});

// What was typed behind the @ before the caret; null where there is none.
function typed(text) {
  return text.value.slice(0, text.selectionStart).match(TYPED)?.[1] ?? null;
}

function listOf(text) {
  return text.closest("[data-mentions-of]")?.querySelector(".suggestions");
}

async function offer(text) {
  const field = text.closest("[data-mentions-of]");
  const query = typed(text);
  if (!field || query === null) return;
  const audience = text.form?.elements.audience?.value ?? "staff";
  const mine = ++asked;
  const url = `${field.dataset.mentionsOf}?${new URLSearchParams({ q: query, audience })}`;
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || mine !== asked || typed(text) === null) return;
  show(text, field, await answer.text());
}

function show(text, field, options) {
  const list = listOf(text) ?? field.appendChild(made(text, field));
  list.innerHTML = options;
  [...list.children].forEach((option, at) => (option.id = `${list.id}-${at}`));
  list.hidden = list.children.length === 0;
  if (!list.hidden) say(`${list.children.length} · ${field.dataset.found}`);
  if (list.hidden) text.removeAttribute("aria-activedescendant");
  else choose(text, list.firstElementChild);
}

function made(text, field) {
  const list = document.createElement("ul");
  Object.assign(list, { className: "suggestions", id: `${text.id}-people` });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.found);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-haspopup", "listbox");
  text.setAttribute("aria-controls", list.id);
  return list;
}

// A text of several lines may not be a combobox: that names are there to choose from is said.
function say(words) {
  const line = document.getElementById("status");
  if (line && line.textContent !== words) line.textContent = words;
}

function choose(text, option) {
  for (const each of listOf(text).children) each.setAttribute("aria-selected", String(each === option));
  text.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function step(text, by) {
  const options = [...listOf(text).children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  choose(text, options[(at + by + options.length) % options.length]);
}

// The name goes into the text, the id beside it: two colleagues may have one name.
function take(text) {
  const option = listOf(text).querySelector('[aria-selected="true"]');
  const start = text.selectionStart - typed(text).length;
  text.setRangeText(`${option.dataset.name} `, start, text.selectionStart, "end");
  const picked = document.createElement("input");
  Object.assign(picked, { type: "hidden", name: "mentioned", value: option.dataset.id });
  text.form.append(picked);
  close(text);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function close(text) {
  asked++;
  const list = listOf(text);
  if (!list) return;
  list.hidden = true;
  text.removeAttribute("aria-activedescendant");
}
