// The cells of the bench: each is kept as soon as it is left, sent by itself, and says how it stands.

import { uuid } from "./csrf.js";
import { isKept, forget, keep, kept, others } from "./bench-store.js";
import { isSame, said, send, trouble } from "./bench-send.js";
import { isNumber, verdict, worst } from "./bench-verdicts.js";

const page = document.getElementById("bench");
const NOTICED_MS = 400; // a save that takes no longer is not worth a word
const DRAWN_MS = 200; // while a long queue is sent

// Every instrument has its part of the page; only the one that is shown stands in the document.
export const parts = new Map();
const shown = page.querySelector("[data-item].instrument");
if (shown) parts.set(shown.dataset.item, shown);
for (const template of page.querySelectorAll("template[data-item]")) {
  parts.set(template.dataset.item, template.content.firstElementChild);
}
const rows = new Map();
for (const root of [page, ...parts.values()]) {
  for (const row of root.querySelectorAll("[data-row]")) rows.set(row.dataset.row, row);
}

const cellOf = (row, field) => rows.get(row)?.querySelector(`[data-cell="${field}"]`);
const rule = () => cellOf("sheet", "decision_rule").value;
const partOf = (cell) => cell.closest("[data-item]");

export function valueOf(cell) {
  if (cell.type === "checkbox") return cell.checked ? "on" : "";
  return "number" in cell.dataset ? cell.value.trim().replace(",", ".").replace("+", "") : cell.value.trim();
}

function set(cell, value) {
  if (cell.type === "checkbox") cell.checked = value === "on";
  else cell.value = value;
  cell.dataset.was = value;
}

export function check(cell) {
  const value = valueOf(cell);
  const isRight = !("number" in cell.dataset) || value === "" || isNumber(value);
  if (isRight && !cell.dataset.state) cell.removeAttribute("aria-invalid");
  if (!isRight) cell.setAttribute("aria-invalid", "true");
  return isRight;
}

// Resolves once it cannot be lost any more.
export async function commit(cell, how) {
  const value = valueOf(cell);
  if (!check(cell) || value === cell.dataset.was) return;
  const row = cell.closest("[data-row]");
  const entry = {
    address: page.dataset.cells, key: uuid(), row: row.dataset.row, field: cell.dataset.cell,
    value, was: cell.dataset.was, version: row.dataset.version, state: "waiting",
  };
  set(cell, value);
  mirror(row, value);
  judge(row);
  page.dataset.waiting = Number(page.dataset.waiting) + 1;
  await enqueue(entry, cell.dataset.state, how);
  draw();
  send();
}

// An open question about the cell takes the new value; a refusal is answered by it.
async function enqueue(entry, state, how) {
  if (!state || state === "waiting") return keep(entry, how);
  const before = (await kept()).filter((each) => isSame(each, entry));
  const open = before.find((each) => each.state === "conflict");
  await keep(open ? { ...open, value: entry.value } : entry);
  await forget(before.filter((each) => each.state === "refused").map((each) => each.id));
}

// With a first value the rule stays, and the server notes that the instrument is there, and the day.
function mirror(row, value) {
  if (!row.classList.contains("point") || value === "") return;
  cellOf("sheet", "decision_rule").disabled = true;
  const part = partOf(row);
  const [presence, day] = ["presence", "performed_on"].map((name) => cellOf(`item:${part.dataset.item}`, name));
  set(presence, "presented");
  if (day.value === "") set(day, new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10));
}

export function judge(row) {
  if (!row.classList.contains("point")) return partOf(row) && summarise(partOf(row));
  const [found, left, u] = ["as_found", "as_left", "expanded_uncertainty"].map((name) => row.querySelector(`[data-cell="${name}"]`).dataset.was);
  const judged = (value) => verdict(rule(), value, row.dataset.lower, row.dataset.upper, u);
  mark(row.querySelector("[data-found]"), left === "" ? "" : judged(found));
  mark(row.querySelector("[data-left]"), judged(left === "" ? found : left));
  summarise(partOf(row));
}

function mark(place, value) {
  place.dataset.is = value;
  const badge = value && document.querySelector(`#bench-verdicts [data-verdict="${value}"]`);
  place.replaceChildren(...(badge ? [badge.cloneNode(true)] : []));
}

// In the list: how many points are read, and the worst verdict.
function summarise(part) {
  const link = page.querySelector(`[data-open-item="${part.dataset.item}"]`);
  const points = [...part.querySelectorAll(".point")];
  const read = points.filter((point) => point.querySelector('[data-cell="as_found"]').dataset.was !== "").length;
  const presence = part.querySelector('[data-cell="presence"]');
  const isAway = presence.value === "not_presented";
  link.querySelector("[data-count]").textContent = isAway ? presence.selectedOptions[0].text : `${read}/${points.length}`;
  mark(link.querySelector("[data-worst]"), worst(points.map((point) => point.querySelector("[data-left]").dataset.is ?? verdictOf(point))));
}

const verdictOf = (point) => point.querySelector("[data-left] [data-verdict]")?.dataset.verdict ?? "";

document.addEventListener("bench:settled", async ({ detail: { entry, now } }) => {
  const row = rows.get(entry.row);
  if (!row || entry.address !== page.dataset.cells) return;
  const open = (await kept()).filter((each) => each.row === entry.row);
  row.dataset.version = now.version;
  for (const [field, value] of Object.entries(now.values)) {
    const cell = cellOf(entry.row, field);
    const isTyped = cell && valueOf(cell) !== cell.dataset.was;
    if (!cell || isTyped || open.some((each) => each.field === field)) continue;
    if (cell.dataset.was !== value) set(cell, value);
  }
  judge(row);
  soon ||= setTimeout(draw, DRAWN_MS);
});

// -- how each cell stands -------------------------------------------------------------------------

let timer = 0;
let soon = 0;
document.addEventListener("bench:drawn", draw);

export async function draw() {
  soon = 0;
  const mine = await kept();
  for (const row of rows.values()) {
    for (const cell of row.querySelectorAll("[data-state]")) clear(cell);
  }
  const here = mine.filter((entry) => entry.address === page.dataset.cells);
  for (const entry of here) {
    const cell = cellOf(entry.row, entry.field);
    if (cell) stand(cell, entry);
  }
  for (const [item, part] of parts) {
    const state = ["conflict", "refused", "waiting"].find((each) => part.querySelector(`[data-state="${each}"]`));
    page.querySelector(`[data-open-item="${item}"] [data-mark]`).dataset.mark = state ?? "";
  }
  clearTimeout(timer);
  const waiting = mine.filter((entry) => entry.state === "waiting").length;
  page.dataset.waiting = waiting;
  if (waiting && !trouble) timer = setTimeout(() => tellState(mine), NOTICED_MS);
  else tellState(mine);
}

function tellState(mine) {
  const count = (state) => mine.filter((entry) => entry.state === state).length;
  const words = (name, n) => (n ? said(name).replace("{n}", n) : "");
  const line = document.getElementById("bench-state");
  const told = [
    words(trouble || "waiting", count("waiting")),
    words("conflict", count("conflict")),
    words("refused", count("refused")),
    words("others", others),
    isKept() ? "" : said("unkept"),
  ].filter(Boolean);
  const text = told.join(" · ") || said("saved");
  if (line.textContent === text) return;
  line.textContent = text;
  line.dataset.look = count("conflict") || count("refused") || trouble === "signed-out" ? "bad" : count("waiting") ? "warn" : "good";
}

function clear(cell) {
  delete cell.dataset.state;
  check(cell);
  place(cell).querySelector(`.choice[data-for="${cell.dataset.cell}"]`)?.remove();
}

const place = (cell) => cell.closest("td") ?? cell.closest("[data-row]");

function stand(cell, entry) {
  cell.dataset.state = entry.state;
  if (entry.state === "waiting") return;
  cell.setAttribute("aria-invalid", "true");
  place(cell).querySelector(`.choice[data-for="${entry.field}"]`)?.remove();
  const isConflict = entry.state === "conflict";
  const template = document.getElementById(isConflict ? "bench-choice" : "bench-refusal");
  const choice = template.content.firstElementChild.cloneNode(true);
  choice.dataset.for = entry.field;
  if (isConflict) choice.querySelector("[data-theirs]").textContent = said("theirs").replace("{who}", entry.who).replace("{value}", shownAs(cell, entry.theirs));
  else choice.querySelector("[data-told]").textContent = entry.told;
  choice.addEventListener("click", ({ target }) => target.dataset.keep && decide(cell, entry, target.dataset.keep));
  place(cell).append(choice);
}

const shownAs = (cell, value) => [...(cell.options ?? [])].find((option) => option.value === value)?.text || value.split("\n")[0] || said("empty");

async function decide(cell, entry, choice) {
  const theirs = entry.state === "conflict" ? entry.theirs : entry.was;
  if (choice === "theirs") {
    await forget([entry.id]);
    set(cell, theirs);
    if (entry.version) cell.closest("[data-row]").dataset.version = entry.version;
  } else {
    await keep({ ...entry, was: theirs, key: uuid(), state: "waiting" });
  }
  judge(cell.closest("[data-row]"));
  await draw();
  cell.focus();
  send();
}

// What an earlier visit to this page has left here stands in its cells again, then goes on its way.
for (const entry of await kept()) {
  const cell = entry.address === page.dataset.cells && cellOf(entry.row, entry.field);
  if (!cell) continue;
  set(cell, entry.value);
  judge(cell.closest("[data-row]"));
}
await draw();
send();

page.addEventListener("change", ({ target }) => "cell" in target.dataset && commit(target));
// Whoever leaves the page in the middle of a cell has typed it all the same.
addEventListener("pagehide", () => {
  const cell = document.activeElement;
  if (cell && "cell" in cell.dataset) commit(cell, { isLeft: true });
});
