// The bench: one instrument at a time, its points from the keyboard. The others wait beside it.

import { check, commit, parts } from "./bench-cells.js";

const page = document.getElementById("bench");
const main = document.getElementById("bench-main");
const COLUMNS = ["as_found", "as_left", "expanded_uncertainty"];

export function show(item, { focus = true } = {}) {
  const part = parts.get(String(item));
  if (!part) return;
  if (part.parentElement !== main) main.replaceChildren(part);
  for (const link of page.querySelectorAll("[data-open-item]")) {
    if (link.dataset.openItem === String(item)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  page.querySelector(`[data-open-item="${item}"]`)?.scrollIntoView({ block: "nearest" });
  history.replaceState(history.state, "", `?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), item })}`);
  if (focus) enter(part);
}

// The first point that has not been read; else the heading, so that it is read out.
function enter(part) {
  const open = [...part.querySelectorAll('[data-cell="as_found"]:enabled')].find((cell) => cell.value === "");
  (open ?? part.querySelector("h2")).focus();
}

export function step(by) {
  const links = [...page.querySelectorAll("[data-open-item]")];
  const here = links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = links[here + by];
  if (next) show(next.dataset.openItem);
}

page.addEventListener("click", (event) => {
  const link = event.target.closest("[data-open-item]");
  if (link && !event.ctrlKey && !event.metaKey && parts.has(link.dataset.openItem)) {
    event.preventDefault();
    show(link.dataset.openItem);
  }
  if (event.target.closest("[data-standard-for-all]")) forAll(event.target.closest(".instrument"));
});

// Each instrument of this kind that has no value yet; each is a cell like others.
async function forAll(part) {
  const chosen = part.querySelector('[data-cell="standard_id"]').value;
  for (const other of parts.values()) {
    const cell = other.querySelector('[data-cell="standard_id"]');
    const isRead = [...other.querySelectorAll('[data-cell="as_found"]')].some((each) => each.value !== "");
    const isOfKind = other.dataset.category === part.dataset.category;
    if (!isOfKind || isRead || ![...cell.options].some((option) => option.value === chosen)) continue;
    cell.value = chosen;
    await commit(cell);
  }
}

page.addEventListener("focusin", ({ target }) => target.matches(".point input") && target.select());

page.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "PageDown" || event.key === "PageUp") {
    event.preventDefault();
    if ("cell" in document.activeElement.dataset) commit(document.activeElement);
    return step(event.key === "PageDown" ? 1 : -1);
  }
  if (event.key === "/" && event.target.matches("[data-number]")) {
    event.preventDefault();
    return document.getElementById("bench-find").focus();
  }
  const cell = event.target.closest(".point input");
  if (!cell) return;
  const by = { Enter: [event.shiftKey ? -1 : 1, 0], ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
  if (!by || (by[1] && !isAtEdge(cell, by[1]))) return;
  event.preventDefault();
  if (!check(cell)) return;
  commit(cell);
  move(cell, by, event.key);
});

const isAtEdge = ({ selectionStart, selectionEnd, value }, by) => {
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  return selectionStart === selectionEnd && selectionStart === (by > 0 ? value.length : 0);
};

function move(cell, [down, right], key) {
  const points = [...cell.closest("tbody").children];
  const row = points.indexOf(cell.closest("tr")) + down;
  const column = COLUMNS.indexOf(cell.dataset.cell) + right;
  const next = points[row]?.querySelector(`[data-cell="${COLUMNS[column]}"]`);
  if (next) next.focus();
  else if (key === "Enter" && row === points.length) document.getElementById("bench-find").focus();
}
