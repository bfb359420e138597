// The schedule by keyboard: arrows walk, Enter or Space picks a job up and puts it down, Escape
// leaves it, u takes it off the schedule, t chooses a time, o opens it, [ and ] are other weeks.

import { isOff } from "./keys.js";
import { isCarrying, isMovable, leave, mayPlan, pickUp, putDown } from "./schedule-carry.js";
import { board, find, placeOf, say, show, stand } from "./schedule.js";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
// Where a job was put down last: the next one is likely to come near it.
let last = [];

document.addEventListener("keydown", (event) => {
  const isChord = event.ctrlKey || event.metaKey || event.altKey;
  // Brackets are typed with AltGr on many keyboards.
  if (event.isComposing || (isChord && !event.getModifierState("AltGraph"))) return;
  if (event.target.closest("input, select, textarea, dialog, [contenteditable]")) return;
  if (document.querySelector("dialog:is([open], :popover-open)")) return;
  if (act(event.key, event.target)) event.preventDefault();
});

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("#schedule [tabindex]")) stand(target);
});

function act(key, target) {
  if (key === "[" || key === "]") return !isOff() && week(key);
  if (key === "Escape" && isCarrying()) return done(leave());
  const place = target.closest("#schedule [tabindex]");
  if (!place) return false;
  if (key in STEPS) return done(place.closest("[data-waiting]") ? along(place, key) : walk(place, key));
  if (key === "Home" || key === "End") return done(edge(place, key));
  if (key === "Enter" || key === " ") return mayPlan() && done(hold(place));
  const job = place.matches("[data-job]") ? place : null;
  if (!job || isCarrying()) return false;
  if (key === "o") return done(location.assign(job.href));
  if (key === "t" && isMovable(job)) return done(location.assign(`${job.pathname}booking/`));
  if (key === "u" && isMovable(job) && job.closest("td")) return done(pickUp(job) && putDown(null));
  return false;
}

const done = () => true;

function week(key) {
  return done(show(document.querySelector(`[data-week-link="${key}"]`).href));
}

function hold(place) {
  const cell = place.closest("td");
  if (isCarrying()) {
    if (!cell) return leave();
    last = placeOf(cell).slice(-1);
    return putDown(cell);
  }
  if (!place.matches("[data-job]") || !pickUp(place)) return undefined;
  const near = cell ?? find(last) ?? board().querySelector("[role=grid] td");
  near?.focus();
  return undefined;
}

// Along the list of what waits; to the right of it is the week.
function along(place, key) {
  const jobs = [...place.closest("[data-waiting]").querySelectorAll("[data-job]")];
  const [down, right] = STEPS[key];
  if (right > 0) return stand(board().querySelector('[role=grid] [tabindex="0"]'));
  return down ? stand(jobs[jobs.indexOf(place) + down]) : undefined;
}

// From day to day and from row to row; within a day first from job to job.
function walk(place, key) {
  const [down, right] = STEPS[key];
  const cell = place.closest("td");
  if (down && !isCarrying()) {
    const stops = stopsOf(cell);
    const next = stops[stops.indexOf(place) + down];
    if (next) return stand(next);
  }
  const row = cell.parentElement;
  const to = (down > 0 ? row.nextElementSibling : down < 0 ? row.previousElementSibling : row)?.cells[cell.cellIndex + right];
  if (to?.matches("td")) return reach(to, down < 0);
  if (right < 0 && !isCarrying()) stand(board().querySelector('[data-waiting] [tabindex="0"]'));
  return undefined;
}

function edge(place, key) {
  const cells = place.closest("tr")?.querySelectorAll("td");
  if (cells) reach(cells[key === "Home" ? 0 : cells.length - 1]);
}

function reach(cell, fromBelow = false) {
  if (isCarrying()) {
    stand(cell);
    return say(cell.dataset.said);
  }
  return stand(stopsOf(cell).at(fromBelow ? -1 : 0));
}

function stopsOf(cell) {
  const jobs = [...cell.querySelectorAll("[data-job]")];
  return jobs.length ? jobs : [cell];
}
