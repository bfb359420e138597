// What is typed and not saved is kept on the server every few seconds, and once more as the page is
// left. It is offered again with the form, and gone when the form is saved.

import { token, uuid } from "./csrf.js";
import { clock, say, saying } from "./session.js";

const EVERY_MS = 3_000;
const AGAIN_MS = 10_000;
const OF_THE_MOMENT = new Set(["csrfmiddlewaretoken", "idempotency_key", "lock_token", "draft_tab"]);

const find = () => document.querySelector("form[data-draft]");
let form = null;
let first = ""; // as the server gave it, and has it; unknown where it brought unsaved text along
let kept = "";
let sent = null; // by the first try to save
let timer;
let isStopped = false;
let onItsWay = null;

function start() {
  if (find() === form) return;
  form = find();
  if (!form) return;
  const holdsText = Boolean(form.querySelector("[data-problems]"));
  [kept, sent, isStopped] = ["", null, false];
  first = holdsText ? null : JSON.stringify(values());
  if (holdsText) later();
}

function values() {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !OF_THE_MOMENT.has(name)) (found[name] ??= []).push(value);
  }
  return found;
}

function later(wait = EVERY_MS) {
  if (!isStopped) timer ??= setTimeout(keepDraft, wait);
}

// True if the server has all of it.
export async function keepDraft({ isLeaving = false } = {}) {
  clearTimeout(timer);
  timer = undefined;
  if (!form?.isConnected || isStopped) return false;
  const data = values();
  const text = JSON.stringify(data);
  if (text === kept || (text === first && !kept)) return true;
  onItsWay = new AbortController();
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(), "HX-Request": "true" },
      body: JSON.stringify(described(text === first ? {} : data, text)),
      keepalive: isLeaving,
      redirect: "manual",
      signal: isLeaving ? undefined : onItsWay.signal,
    });
    return await learn(answer, text);
  } catch {
    if (!isLeaving) later(AGAIN_MS);
    return false;
  }
}

// What comes in from others is nothing that was typed: a form without a change of one's own still
// has none.
export function taking(change) {
  const isUntouched = Boolean(form?.isConnected) && JSON.stringify(values()) === first;
  change();
  if (isUntouched) first = JSON.stringify(values());
}

// The key says what became of the form: what was saved meanwhile needs no draft. What was typed after
// a save that nobody answered is more than that save had.
function described(data, text) {
  const { address, entity, record } = form.dataset;
  const { draft_tab: mark, idempotency_key: key } = form.elements;
  mark.value ||= uuid();
  const known = sent === null || text === sent ? key.value : "";
  return { address, entity, record: record ? Number(record) : null, tab: mark.value, key: known, data };
}

async function learn(answer, text) {
  if (answer.ok) {
    kept = text === first ? "" : text;
    if (saying() === "signed-out" || saying() === "too-much") say("");
    note();
    return true;
  }
  if (answer.status === 401) say("signed-out");
  else if (answer.status === 413) say("too-much");
  later(AGAIN_MS);
  return false;
}

function note() {
  const state = form.querySelector("[data-draft-state]");
  if (!state) return;
  state.textContent = kept ? state.dataset.draftState.replace("{time}", clock(Date.now())) : "";
}

// What is being saved needs no draft; what comes back, or did not arrive, does.
function stop() {
  clearTimeout(timer);
  timer = undefined;
  isStopped = true;
  sent ??= JSON.stringify(values());
  onItsWay?.abort();
}

document.addEventListener("input", ({ target }) => target.closest?.("form[data-draft]") && later());
document.addEventListener("change", ({ target }) => target.closest?.("form[data-draft]") && later());
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => elt === form && stop());
document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr } }) => {
  if (elt !== form || (xhr.status >= 200 && xhr.status < 400)) return;
  isStopped = false;
  later();
});
document.addEventListener("htmx:afterSwap", start);
document.addEventListener("visibilitychange", () => document.hidden && keepDraft());
// Before it is left there is time for what is too long to be sent after it: 64 KB is the most.
addEventListener("beforeunload", () => keepDraft());
addEventListener("pagehide", () => keepDraft({ isLeaving: true }));
addEventListener("pageshow", (event) => {
  if (event.persisted) isStopped = false;
});

document.addEventListener("submit", async (event) => {
  const offer = event.target.closest("[data-draft-discard]");
  if (!offer) return;
  event.preventDefault();
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  const answer = await fetch(offer.action, { method: "POST", headers }).catch(() => null);
  if (answer?.ok || answer?.status === 404) offer.closest("[data-draft-offer]").remove();
  else offer.submit();
});

start();
