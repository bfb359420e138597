// The week that is shown: fetched again every minute while its tab is visible (unchanged is 204),
// and in place of itself when another week or filter is chosen. Where one stands stays.

const PAUSE_MS = 250;
const filters = document.querySelector("[data-schedule-filters]");
const texts = document.getElementById("schedule-said").dataset;
let due = Date.now() + every();
let asked = 0;

export const board = () => document.getElementById("schedule");

export function told(name, job = "") {
  return texts[name].replace("{job}", job);
}

export function say(text) {
  document.getElementById("status").textContent = text;
}

export function toast(detail) {
  document.dispatchEvent(new CustomEvent("toast", { detail }));
}

// The place that has the focus, so that it can be found again in what comes instead.
export function placeOf(element) {
  const cell = element?.closest?.("[data-day]");
  const job = element?.closest?.("[data-job]");
  if (!cell) return job ? [`[data-waiting] [data-job="${job.dataset.job}"]`, "[data-waiting] [data-job]"] : [];
  const inside = `[data-technician="${cell.dataset.technician}"][data-day="${cell.dataset.day}"]`;
  return job ? [`${inside} [data-job="${job.dataset.job}"]`, inside] : [inside];
}

export function find(places) {
  for (const place of places) {
    const found = board().querySelector(place);
    if (found?.matches("[tabindex]")) return found;
  }
  return null;
}

// One stop of the Tab key in the list of what waits, one in the week.
export function stand(element) {
  if (!element) return;
  const part = element.closest("[data-waiting], [role=grid]");
  for (const other of part?.querySelectorAll('[tabindex="0"]') ?? []) other.tabIndex = -1;
  element.tabIndex = 0;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export async function refresh({ places = placeOf(document.activeElement), quiet = false } = {}) {
  const { poll, seen } = board().dataset;
  const text = await fetched(`${poll}&seen=${encodeURIComponent(seen)}`);
  if (text && swap(text, places) && !quiet) say(told("changed"));
}

export async function show(address, { push = true } = {}) {
  const to = new URL(address, location.href);
  const text = await fetched(`${new URL(board().dataset.poll, location.href).pathname}${to.search}`);
  if (!text) return;
  // The element that had the focus may lie in what is replaced, in the same row and another week.
  const places = placeOf(document.activeElement);
  const cell = document.activeElement.closest?.("td");
  swap(text, places);
  if (cell && !board().contains(document.activeElement)) {
    const row = board().querySelector(`[data-technician="${cell.dataset.technician}"]`)?.parentElement;
    stand(row?.cells[cell.cellIndex] ?? board().querySelector("td"));
  }
  if (push) history.pushState({}, "", to);
  filters.elements.week.value = board().dataset.week;
  say(board().querySelector("h2").textContent);
}

async function fetched(address) {
  const mine = ++asked;
  due = Date.now() + every();
  board().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { cache: "no-store", redirect: "manual" });
    if (answer.type === "opaqueredirect") location.reload();
    const text = answer.status === 200 ? await answer.text() : "";
    return mine === asked ? text : "";
  } catch {
    return ""; // away for a moment: what was there before stays
  } finally {
    board().removeAttribute("aria-busy");
  }
}

function swap(text, places) {
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("schedule");
  if (!fresh) return false;
  const old = board();
  const scrolled = old.querySelector("[data-waiting]")?.scrollTop ?? 0;
  if (old.dataset.week === fresh.dataset.week) mark(old, fresh);
  old.replaceWith(document.adoptNode(fresh));
  const list = fresh.querySelector("[data-waiting]");
  if (list) list.scrollTop = scrolled;
  document.dispatchEvent(new CustomEvent("schedule:drawn"));
  if (places.length) stand(find(places));
  return true;
}

// What is new to the eye, or stands elsewhere than a moment ago.
function mark(old, fresh) {
  const before = new Set([...old.querySelectorAll("td [data-job]")].map(named));
  for (const job of fresh.querySelectorAll("td [data-job]")) {
    if (!before.has(named(job))) job.parentElement.classList.add("is-changed");
  }
}

const named = (job) => `${job.dataset.job}:${job.dataset.version}:${placeOf(job.closest("td"))[0]}`;

function every() {
  return Number(document.getElementById("schedule").dataset.every) * 1000;
}

function look() {
  if (!document.hidden && Date.now() >= due) refresh();
}

document.addEventListener("visibilitychange", look);
setInterval(look, 1000);

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-week-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const which = link.dataset.weekLink;
  show(link.href).then(() => document.querySelector(`[data-week-link="${which}"]`)?.focus());
});

addEventListener("popstate", () => {
  const chosen = new URLSearchParams(location.search);
  for (const name of ["q", "region", "skill"]) {
    if (filters.elements[name]) filters.elements[name].value = chosen.get(name) ?? "";
  }
  show(location.href, { push: false });
});

let typing;
filters.addEventListener("submit", (event) => {
  event.preventDefault();
  choose();
});
filters.addEventListener("change", ({ target }) => target.matches("select") && choose());
filters.addEventListener("input", ({ target }) => {
  if (target.type !== "search") return;
  clearTimeout(typing);
  typing = setTimeout(choose, PAUSE_MS);
});

function choose() {
  show(`${filters.action}?${new URLSearchParams(new FormData(filters))}`);
}
