// Lists that are longer than their numbered pages, and long ones in cards: rows come as one scrolls.

import { listen } from "./list-keys.js";
import { counted, keep, placeOf, restore, tell } from "./list-place.js";
import { Scroller } from "./list-scroll.js";

const made = new Map();
let staysAt; // the place of a list that comes back with other columns
let readAt = Date.now();

function look() {
  for (const [table, scroller] of made) {
    if (table.isConnected) continue;
    scroller.stop();
    made.delete(table);
  }
  for (const more of document.querySelectorAll("[data-rows] tr.more")) begin(more.closest("table"));
}

function begin(table) {
  const list = table.closest("[data-rows]");
  const isPage = list.id === "list";
  const came = cameFrom(list);
  const known = { address: list.dataset.rows, place: came, total: isPage ? counted().whole : Number(list.dataset.total) || undefined };
  const scroller = new Scroller(table, known);
  made.set(table, scroller);
  listen(table, scroller);
  if (!isPage) return;
  history.scrollRestoration = "manual";
  readAt = Date.now();
  table.addEventListener("list:rested", () => {
    keep(scroller);
    remember(list, scroller);
    tell(scroller, list);
  });
  restore(scroller, staysAt ?? undefined);
  staysAt = undefined;
}

// The place of a record that was opened from here, for who comes back by a link.
const key = (list) => `place:${list.dataset.rows}`;

function remember(list, scroller) {
  try {
    sessionStorage.setItem(key(list), scroller.first);
  } catch {
    // Only an estimate, which the scroller makes by itself, too.
  }
}

function cameFrom(list) {
  try {
    return Number(sessionStorage.getItem(key(list))) || undefined;
  } catch {
    return undefined;
  }
}

// What became stale while the tab was away is read again where it is in sight.
function returned() {
  const list = document.getElementById("list");
  if (document.hidden || !list || Date.now() - readAt < Number(list.dataset.fresh) * 1000) return;
  refresh(list);
}

function refresh(list) {
  const scroller = made.get(list.querySelector("table"));
  if (!scroller) return;
  readAt = Date.now();
  scroller.refresh();
}

document.addEventListener("visibilitychange", returned);
document.addEventListener("list:stale", ({ target }) => refresh(target.closest("[data-rows]")));
addEventListener("pageshow", (event) => event.persisted && returned());

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const scroller = detail.target?.matches("#list[data-stays]") && made.get(detail.target.querySelector("table"));
  staysAt = scroller ? placeOf(scroller) : undefined;
});

// Filters make a new entry of the history; the one that is left keeps its place.
document.addEventListener("htmx:beforeHistoryUpdate", () => {
  const scroller = made.get(document.querySelector("#list table"));
  if (scroller) keep(scroller);
});
document.addEventListener("htmx:historyRestore", look);

document.addEventListener("htmx:afterSettle", () => {
  look();
  const { whole } = counted();
  for (const [table, scroller] of made) {
    scroller.adopt();
    if (whole && table.closest("#list") && whole !== scroller.told) scroller.know((scroller.told = whole));
  }
});

look();
