// A form marked data-save is sent in the background: what the server refuses comes back into the
// page, and what does not reach it is tried again. Nothing that was typed leaves the page.

import { keepDraft } from "./draft.js";
import { letGo } from "./guard.js";
import { say } from "./session.js";

const TRIES = 5;
const PAUSE_MS = 3000;
const tries = new WeakMap();

// 409 and 422 are answers to read, not failures.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (![409, 422].includes(detail.xhr.status) || !isForm(detail.requestConfig?.elt)) return;
  detail.shouldSwap = true;
  detail.isError = false;
});

// Saved at an earlier try whose answer was lost: what was typed since stays where it is.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  const saved = xhr.getResponseHeader("RealSync-Saved");
  const link = elt.querySelector?.("[data-session-saved]");
  if (saved === null || !link) return;
  event.preventDefault();
  link.href = saved;
  say("saved-before");
  document.querySelector("[data-session]").focus();
});

// What was typed since goes along as the draft, and then nobody has to be asked.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-session-saved]");
  if (!link) return;
  event.preventDefault();
  if (await keepDraft()) letGo(link.closest("form"));
  location.assign(link.href);
});

// The field that a link names; else, on an empty form and where no keyboard would pop up, the first.
const wanted = document.getElementById(location.hash.slice(1) || " ");
const first = document.querySelector("form[data-fresh] :is(input:not([type=hidden]), textarea)");
if (wanted?.closest("form[data-save]")) wanted.focus();
else if (matchMedia("(pointer: fine)").matches) first?.focus();

document.addEventListener("htmx:afterSettle", ({ target }) => {
  target.querySelector?.("[data-problems]")?.focus();
});

// Signed out meanwhile: the page is not left for the sign-in, or what was typed would be gone. A
// field that is only checked may be the first to learn it.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.status !== 401 || !elt.closest?.("form[data-save]")) return;
  event.preventDefault();
  say("signed-out");
  document.querySelector("[data-session]")?.focus();
});

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => later(detail.elt));
}
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status === 503) later(detail.elt);
});

function later(form) {
  if (!form.matches?.("form[data-save]")) return;
  const count = (tries.get(form) ?? 0) + 1;
  tries.set(form, count);
  const state = form.querySelector("[data-unsaved]");
  if (state) state.textContent = count > TRIES ? state.dataset.failed : state.dataset.waiting;
  if (count > TRIES) tries.delete(form);
  else setTimeout(() => form.isConnected && form.requestSubmit(), PAUSE_MS);
}

function isForm(element) {
  return element?.matches?.("form[data-save], form.inline-form");
}
