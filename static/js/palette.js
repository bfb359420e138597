// Search over everything, from the keyboard: Ctrl+K, arrows, Enter. Loaded when keys.js first shows it.
// The focus stays in the text; the chosen line is named to screen readers (aria-activedescendant).
// Going back may put another dialog in the place of this one: whatever is needed of it is looked up.

import { post, token } from "./csrf.js";
import { lately } from "./recent.js";

const PAUSE_MS = 120;
const dialog = () => document.getElementById("palette");
const part = (selector) => dialog().querySelector(selector);
const text = () => part("input");
const list = () => part("[role=listbox]");
let timer = 0;
let asking = null;

export function open(pasted) {
  if (pasted) lookUp(pasted);
  else ask();
}

const within = (target) => target.closest?.("#palette");

document.addEventListener("input", ({ target }) => {
  if (!within(target)) return;
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE_MS);
});

const keys = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: follow,
  Tab: turn,
  Escape: () => dialog().close(),
  p: ({ altKey }) => altKey && pin(),
};

document.addEventListener("keydown", (event) => {
  if (!within(event.target) || event.isComposing || !keys[event.key]) return;
  if (keys[event.key](event) !== false) event.preventDefault();
});

// The focus stays inside: the text and the button beside it take turns.
function turn({ target }) {
  (target === text() ? part("[data-close]") : text()).focus();
}

document.addEventListener("click", ({ target }) => {
  if (target === dialog()) target.close();
});

// It opens empty, and thereby at once; its hits come a moment later.
document.addEventListener("close", ({ target }) => {
  if (target !== dialog()) return;
  list().replaceChildren();
  say("");
}, true);

document.addEventListener("pointermove", ({ target }) => {
  if (within(target)) choose(target.closest("[role=option]"), false);
});

const options = () => [...list().querySelectorAll("[role=option]")];
const chosen = () => list().querySelector("[aria-selected=true]");

function step(by) {
  const all = options();
  choose(all[(all.indexOf(chosen()) + by + all.length) % (all.length || 1)]);
}

function choose(option, scroll = true) {
  if (!option || option === chosen()) return;
  chosen()?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  text().setAttribute("aria-activedescendant", option.id);
  if (scroll) option.scrollIntoView({ block: "nearest" });
}

function follow({ ctrlKey, metaKey, target }) {
  const option = chosen();
  if (!option || target !== text()) return false;
  if (ctrlKey || metaKey) window.open(option.href, "_blank");
  else option.click();
}

// What was asked for before is not wanted any more.
function ask() {
  const query = text().value.trim();
  const { hits, kept } = dialog().dataset;
  const address = query ? `${hits}?${new URLSearchParams({ q: query })}` : `${kept}?${new URLSearchParams({ recent: lately().join() })}`;
  return show((signal) => fetch(address, { headers: { "HX-Request": "true" }, redirect: "manual", signal }));
}

function lookUp(pasted) {
  text().value = "";
  return show((signal) => post(dialog().dataset.serials, { serials: pasted }, { signal }));
}

async function show(request) {
  clearTimeout(timer);
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const answer = await request(signal);
    if (!answer.ok) throw new Error(answer.status);
    draw(await answer.text());
  } catch {
    if (!signal.aborted) say(dialog().dataset.failed);
  }
}

function draw(answer) {
  list().innerHTML = answer;
  list().scrollTop = 0;
  for (const [index, option] of options().entries()) option.id = `palette-${index}`;
  text().removeAttribute("aria-activedescendant");
  choose(options()[0], false);
  say(list().querySelector("[data-count]")?.dataset.count ?? "");
}

function say(words) {
  part("[role=status]").textContent = words;
}

async function pin() {
  const option = chosen();
  if (!option?.dataset.record) return;
  const pinned = "pinned" in option.dataset ? "0" : "1";
  const place = options().indexOf(option);
  const address = `${dialog().dataset.pins}${option.dataset.record.replace(":", "/")}/`;
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  const answer = await post(address, { pinned }, { headers });
  if (!answer.ok) return say(dialog().dataset.failed);
  await ask();
  choose(options()[place]);
}
