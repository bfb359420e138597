// From row to row by keyboard, also beyond what is in the page: j, k and arrows (keys.js), Home, End and
// the page keys while a row has the focus; e edits it.

import { isOff } from "./keys.js";

export function listen(table, scroller) {
  const list = table.closest("[data-rows]");
  list.addEventListener("list:step", (event) => {
    event.preventDefault();
    const from = scroller.current;
    go(scroller, from < 0 ? scroller.first : from + event.detail);
  });
  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!event.target.closest("tr.row") || event.target.closest("input, select, textarea")) return;
    const place = placeFor(event.key, scroller);
    if (place === undefined) return;
    event.preventDefault();
    go(scroller, place);
  });
}

function placeFor(key, scroller) {
  const view = Math.max(1, scroller.last - scroller.first);
  if (key === "Home") return 0;
  if (key === "End") return scroller.total - 1;
  if (key === "PageDown") return scroller.current + view;
  if (key === "PageUp") return scroller.current - view;
  return undefined;
}

// The last of those that are pressed one after another counts.
let wanted = 0;

async function go(scroller, place) {
  const mine = (wanted += 1);
  const row = await scroller.row(Math.min(Math.max(place, 0), scroller.total - 1));
  if (mine !== wanted || !row) return;
  scroller.show(scroller.run.placeOf(row.dataset.id));
  row.querySelector(".primary a, a")?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "e" || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  const link = event.target.closest?.("[data-edits] tr.row .primary a");
  if (!link || document.querySelector("dialog:is([open], :popover-open)")) return;
  event.preventDefault();
  location.assign(`${link.pathname}edit/${link.search}`);
});
