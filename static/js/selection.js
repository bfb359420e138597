// Rows that are ticked: one, a range, all on the screen, or all that match. Single ticks are kept
// here; of all that match the server keeps a snapshot.

import { isOff } from "./keys.js";
import { token } from "./csrf.js";

const bar = document.querySelector("[data-selection]");
const list = () => document.getElementById("list");
const rows = () => [...(list()?.querySelectorAll("tr.row[data-id]") ?? [])];
const here = () => `${location.pathname}selection/`;
const CARRIED = `realsync:selection:${location.pathname}`;
const MOST_NAMED = 1000; // single ticks; more of them become a snapshot
const PRESS_MS = 500;

let base = null; // the snapshot, by its number, and how many rows it holds
let held = 0;
let added = new Set();
let removed = new Set();
let outside = 0;
let known = new Map(); // rows of the screen: whether the snapshot holds them
let last = null; // where a range begins

const count = () => held + added.size - removed.size;
const isTicked = (id) => added.has(id) || (known.get(id) === true && !removed.has(id));

function set(id, on) {
  (on ? removed : added).delete(id);
  const stands = known.get(id) === true;
  if (on && !stands) added.add(id);
  if (!on && stands) removed.add(id);
}

function clear() {
  [base, held, outside, last] = [null, 0, 0, null];
  [added, removed, known] = [new Set(), new Set(), new Map()];
}

// -- on the screen

function draw() {
  for (const row of rows()) {
    const ticked = isTicked(row.dataset.id);
    box(row).checked = ticked;
    row.classList.toggle("ticked", ticked);
  }
  const some = count() > 0;
  list()?.classList.toggle("selecting", some || isChoosing());
  bar.toggleAttribute("data-some", some);
  if (some) say();
}

function say() {
  const { one, many, outside: beyond, all } = bar.dataset;
  let text = count() === 1 ? one : many.replace("{count}", count().toLocaleString());
  if (outside) text += ` · ${beyond.replace("{count}", outside.toLocaleString())}`;
  const said = bar.querySelector("[role=status]");
  if (said.textContent !== text) said.textContent = text;
  const total = document.getElementById("count")?.firstChild?.textContent.trim();
  const button = bar.querySelector('[data-do="all"]');
  if (total) button.textContent = all.replace("{count}", total);
}

// A list that has ticks of its own keeps them.
function box(row) {
  const own = row.querySelector("input[data-tick]") ?? row.querySelector("input[type=checkbox][form]");
  if (own) {
    own.dataset.tick = "";
    return own;
  }
  const label = document.createElement("label");
  label.className = "tick";
  const input = Object.assign(document.createElement("input"), { type: "checkbox", tabIndex: -1 });
  input.dataset.tick = "";
  input.setAttribute("aria-label", bar.dataset.row.replace("{name}", row.querySelector(".primary a")?.textContent ?? ""));
  label.append(input);
  row.cells[0].prepend(label);
  return input;
}

let looking;

async function look() {
  clearTimeout(looking);
  draw();
  const ids = base ? rows().map((row) => row.dataset.id).filter((id) => !known.has(id)) : [];
  if (!ids.length) return;
  looking = setTimeout(async () => {
    const asked = base;
    const answer = await fetch(`${here()}?${new URLSearchParams({ of: base, ids })}`, { redirect: "manual" });
    if (asked !== base) return;
    if (answer.status === 400) return forget();
    if (!answer.ok) return;
    const found = new Set((await answer.json()).members.map(String));
    for (const id of ids) known.set(id, found.has(id));
    draw();
  }, 60);
}

function forget() {
  clear();
  changed();
  toast(bar.dataset.gone);
}

const toast = (text, look = "bad") => document.dispatchEvent(new CustomEvent("toast", { detail: { text, look, key: "selection" } }));

// -- ticking

function tick(row, on, range) {
  const id = row.dataset.id;
  const from = range && last && last !== id ? rows().find((other) => other.dataset.id === last) : null;
  if (range && last && last !== id && !from) return keep({ between: [last, id] });
  for (const each of from ? span(from, row) : [row]) set(each.dataset.id, on);
  last = id;
  if (added.size > MOST_NAMED) return keep({});
  return changed();
}

function span(from, to) {
  const all = rows();
  const [start, end] = [all.indexOf(from), all.indexOf(to)].sort((one, other) => one - other);
  return all.slice(start, end + 1);
}

function changed() {
  save();
  draw();
}

let shift = false;

document.addEventListener("click", (event) => {
  const input = event.target.closest?.("#list [data-tick]");
  if (input) shift = event.shiftKey;
  else if (isChoosing() || event.shiftKey) choose(event);
}, { capture: true });

document.addEventListener("change", ({ target }) => {
  if (!target.matches("#list [data-tick]")) return;
  tick(target.closest("tr"), target.checked, shift);
  shift = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  const row = event.target.closest?.("#list tr.row[data-id]");
  if (!row) return;
  event.preventDefault();
  tick(row, event.shiftKey || !isTicked(row.dataset.id), event.shiftKey);
});

// -- by touch: a long press begins, then each row that is touched is ticked

let press;
const isChoosing = () => list()?.hasAttribute("data-choosing") ?? false;

function choose(event) {
  const row = event.target.closest?.("#list tr.row[data-id]");
  if (!row || event.target.closest("button, input, label, select")) return;
  event.preventDefault();
  event.stopPropagation();
  tick(row, event.shiftKey || !isTicked(row.dataset.id), event.shiftKey);
}

document.addEventListener("pointerdown", (event) => {
  const row = event.pointerType === "touch" && event.target.closest("#list tr.row[data-id]");
  if (!row) return;
  press = setTimeout(() => {
    list().setAttribute("data-choosing", "");
    tick(row, true);
    addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
  }, PRESS_MS);
});

document.addEventListener("contextmenu", (event) => {
  if (event.pointerType === "touch" && event.target.closest?.("#list tr.row[data-id]")) event.preventDefault();
});

for (const way of ["pointerup", "pointercancel", "pointermove", "scroll"]) {
  document.addEventListener(way, () => clearTimeout(press), { passive: true, capture: true });
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-select]");
  if (!button) return;
  const on = list().toggleAttribute("data-choosing");
  button.setAttribute("aria-pressed", on);
  draw();
});

// -- what is done with them

bar.addEventListener("click", ({ target }) => actions[target.closest("[data-do]")?.dataset.do]?.());

const actions = {
  screen() {
    for (const row of rows().filter(isSeen)) set(row.dataset.id, true);
    changed();
  },
  all: () => keep({ all: 1 }),
  async only() {
    if (await settled()) location.assign(address());
  },
  async link() {
    if (!(await settled())) return;
    await navigator.clipboard.writeText(new URL(address(), location.href));
    toast(bar.dataset.copied, "good");
  },
  async export() {
    if (await settled()) location.assign(address("export/"));
  },
  clear() {
    clear();
    list()?.removeAttribute("data-choosing");
    changed();
    rows()[0]?.querySelector(".primary a")?.focus({ preventScroll: true });
  },
};

function isSeen(row) {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

// The list with these rows alone, as it looks now.
function address(below = "") {
  const query = new URLSearchParams(list().dataset.from);
  const kept = ["view", "sort", "columns", "density"].filter((name) => query.has(name));
  return `${location.pathname}${below}?${new URLSearchParams([...kept.map((name) => [name, query.get(name)]), ["selection", base]])}`;
}

// -- the server's snapshot

const settled = () => (base && !added.size && !removed.size ? true : keep({}));

async function keep(wanted) {
  const body = new URLSearchParams({ ids: [...added], without: [...removed], ...wanted });
  if (base) body.set("base", base);
  const answer = await fetch(`${here()}?${list().dataset.from}`, {
    method: "POST", body, headers: { "X-CSRFToken": token() }, redirect: "manual",
  }).catch(() => null);
  if (answer?.status === 400 && base) return forget();
  if (!answer?.ok) return toast(document.getElementById("toasts").dataset.failed);
  const found = await answer.json();
  const sure = [...added];
  clear();
  [base, held, outside] = [found.selection, found.count, found.outside];
  for (const id of sure) known.set(id, true);
  save();
  await look();
  return true;
}

// A form that acts on what is ticked takes it along: the rows by name, or the snapshot.
document.addEventListener("formdata", ({ target, formData }) => {
  const name = target.dataset?.selected;
  if (!name) return;
  formData.delete(name);
  if (base) formData.set("selection", base);
  for (const id of added) formData.append(name, id);
});

document.addEventListener("submit", async (event) => {
  if (!event.target.dataset?.selected || !base || !(added.size || removed.size)) return;
  event.preventDefault();
  if (await settled()) event.target.requestSubmit(event.submitter);
});

// -- kept with this place in the history, and carried to the same list in another order

function save() {
  const kept = count() ? { base, held, outside, added: [...added], removed: [...removed] } : undefined;
  history.replaceState({ ...history.state, selection: kept }, "");
}

function restore(kept) {
  clear();
  if (kept) [base, held, outside, added, removed] = [kept.base, kept.held, kept.outside, new Set(kept.added), new Set(kept.removed)];
  look();
}

function carried() {
  const text = sessionStorage.getItem(CARRIED);
  sessionStorage.removeItem(CARRIED);
  return text ? JSON.parse(text) : undefined;
}

document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("#list a[href], .tabs a[href]");
  if (!link || link.pathname !== location.pathname || !count()) return;
  sessionStorage.setItem(CARRIED, JSON.stringify(history.state.selection));
});

addEventListener("popstate", ({ state }) => restore(state?.selection));
for (const event of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"]) document.addEventListener(event, save);

// -- the list changes: other rows of it, or other filters

document.addEventListener("list:drawn", look);

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.id !== "list") return;
  if (count()) keep({});
  else look();
});

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.closest?.("#list tbody, #count")) look();
});

const then = carried();
restore(history.state?.selection ?? then);
if (then && count()) keep({});
