// A queue (of certificates, of proposals) by keyboard: J and K walk, A says yes, R asks for a reason,
// X ticks, O opens. What was decided leaves the list, and the next one is there: it was fetched while
// one read this one.

import { isOff } from "./keys.js";
import { token } from "./csrf.js";
import { RowWindow } from "./row-window.js";

const review = document.getElementById("review");
const panel = document.getElementById("panel");
const batch = document.getElementById("batch");
const list = new RowWindow(review.querySelector("[data-window]"), review.dataset.rowsAddress);
const panels = new Map();
let at = Math.max(0, list.placeOf(list.list.querySelector("[aria-current]")?.closest("li").dataset.id));
let isBusy = false;

list.show(at);
ahead();

const actions = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  a: () => approve(),
  r: () => askReason(),
  x: () => tick(),
  o: () => panel.querySelector("[data-open-record]")?.click(),
};

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (target.id === "reason") return inReason(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (target.closest("input:not([type=checkbox]), select, textarea, dialog")) return;
  if (review.hidden || isOff() || document.querySelector("dialog:is([open], :popover-open)")) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (by && target.closest(".queue-item")) go(at + by);
  else if (key in actions) actions[key]();
  else return;
  event.preventDefault();
});

review.addEventListener("click", (event) => {
  const link = event.target.closest("[data-panel]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(list.placeOf(link.closest("li").dataset.id));
});

panel.addEventListener("submit", (event) => {
  event.preventDefault();
  decide(event.target);
});

// Rows that are out of sight are not in the form.
batch?.addEventListener("submit", () => {
  for (const row of list.rows) {
    const box = row?.querySelector("input:checked");
    if (box && !batch.contains(box)) batch.append(Object.assign(box.cloneNode(), { type: "hidden" }));
  }
});

async function go(place, said = "") {
  if (!list.total) return finish(said);
  const to = Math.min(Math.max(place, 0), list.total - 1);
  const row = await list.row(to);
  if (!row) return say(review.dataset.failed);
  at = to;
  list.show(at);
  for (const other of list.list.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
  const link = linkOf(row);
  link.setAttribute("aria-current", "true");
  link.focus({ preventScroll: true });
  const html = await panelOf(row);
  if (list.rows[at] !== row) return undefined; // one has gone on meanwhile
  if (!html) return say(review.dataset.failed);
  panel.innerHTML = html;
  panel.dataset.shown = row.dataset.id;
  history.replaceState({}, "", link.href);
  say(said ? review.dataset.following.replace("{told}", said).replace("{next}", textOf(row)) : textOf(row));
  return ahead();
}

// The panel of the one behind it, before somebody asks for it.
async function ahead() {
  const next = at + 1 < list.total ? await list.row(at + 1) : null;
  if (next) panelOf(next);
}

function panelOf(row) {
  const { id } = row.dataset;
  if (!panels.has(id)) panels.set(id, fetched(linkOf(row).dataset.panel));
  const coming = panels.get(id);
  coming.then((html) => html || panels.delete(id));
  return coming;
}

async function fetched(address) {
  try {
    const answer = await fetch(address, { redirect: "manual" });
    return answer.ok ? await answer.text() : "";
  } catch {
    return "";
  }
}

function approve() {
  const form = panel.querySelector("[data-decision=approve]");
  if (form) decide(form);
  else say(panel.querySelector("[data-against]")?.textContent);
}

function askReason() {
  const rejection = panel.querySelector(".panel-rejection");
  if (!rejection) return;
  rejection.open = true;
  rejection.querySelector("textarea").focus();
}

function inReason(event) {
  const form = event.target.form;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  else if (event.key === "Escape") {
    form.closest("details").open = false;
    linkOf(list.rows[at]).focus({ preventScroll: true });
  } else return;
  event.preventDefault();
}

async function decide(form) {
  if (isBusy) return;
  const row = list.rows[at];
  busy(true);
  const { ok, told } = await sent(form);
  busy(false);
  toast(told.told ?? told.problem, ok ? "good" : "bad");
  if (ok || told.gone) {
    const place = list.placeOf(row.dataset.id);
    list.remove(place);
    if (told.waiting) document.querySelector("[data-waiting]").textContent = told.waiting;
    return go(place, told.told ?? told.problem);
  }
  say(told.problem);
  if (told.stale) {
    panels.delete(row.dataset.id);
    return go(at, told.problem);
  }
  return undefined;
}

async function sent(form) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "X-CSRFToken": token(), "HX-Request": "true" },
      body: new URLSearchParams(new FormData(form)),
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) location.reload();
    return { ok: answer.ok, told: await answer.json() };
  } catch {
    return { ok: false, told: { problem: review.dataset.failed } };
  }
}

function tick() {
  const box = list.rows[at]?.querySelector("input");
  if (box && !box.disabled) box.click();
}

function finish(said) {
  review.hidden = true;
  const empty = document.getElementById("review-empty");
  empty.hidden = false;
  empty.querySelector("a").focus();
  say(`${said} ${review.dataset.empty}`.trim());
}

function busy(is) {
  isBusy = is;
  if (is) panel.setAttribute("aria-busy", "true");
  else panel.removeAttribute("aria-busy");
  for (const button of panel.querySelectorAll("button")) button.disabled = is;
}

const linkOf = (row) => row.querySelector("a");
const textOf = (row) => linkOf(row).innerText.replace(/\s+/g, " ");

function say(text) {
  if (text) document.getElementById("status").textContent = text.trim();
}

function toast(text, look) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, look, key: "review" } }));
}
