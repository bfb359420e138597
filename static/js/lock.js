// The edit session of a form: asked for when the page opens, kept while it is alive, given back when
// it is left. While somebody else has it, Save waits, and opens by itself; nothing typed is lost.

import { keepDraft } from "./draft.js";
import { takeNewer } from "./newer.js";
import { post } from "./csrf.js";
import { say, saying } from "./session.js";
import { tab } from "./tab.js";

const EXTEND_MS = 60_000;
const WAIT_MS = 15_000;
const PATIENCE_MS = 3000;
// In these, saving waits until nobody else is editing; after "broken" one has to ask for it.
const WAITING = ["held", "elsewhere", "handed", "lost"];

const place = () => document.querySelector("#live[data-lock]");
const form = () => document.querySelector("form[data-save]");
let token = null;
let state = "";
let hadIt = false;
let last = null; // what the live fragment told of the lock
let saver = ""; // and of who saved last
let asking = null; // settled once the answer is known, and in the form
let sending = false;
// A save gives the lock back itself: until it is answered, and while the page that it leads to is on
// its way, what is told of the lock is no news. Else we would take it again and leave it behind.
let saving = null;
let checked = Date.now();

async function send(path, fields, more) {
  try {
    return await post(`${place().dataset.lock}${path}`, fields, more);
  } catch {
    return null; // no network: the save decides, and the next minute asks again
  }
}

function acquire(path = "") {
  if (place() && !asking) asking = ask(path);
}

async function ask(path) {
  // On trial until the answer has come: begin() says that it has.
  const answer = await send(path, { tab: tab(), trial: "1" });
  const told = answer?.ok || (answer?.status === 409 && !path) ? await answer.json() : null;
  asking = null;
  if (answer?.ok) begin(told.token);
  else if (told) become(told.me ? "elsewhere" : hadIt ? "lost" : "held", told);
  else if (answer?.status === 409) acquire();
  else if (answer?.type === "opaqueredirect" || answer?.status === 401) say("signed-out");
}

function begin(mine) {
  const before = state;
  token = mine;
  hadIt = true;
  become("mine", {}, before && before !== "mine" ? "free" : "");
  extend();
  if (before) takeNewer(saver);
}

function become(next, details = {}, words = next) {
  state = next;
  if (next !== "mine") token = null;
  // Of a form that was saved already, its lock is no news: what to do with it stays on screen.
  if (saying() !== "saved-before") say(words === "mine" ? "" : words, details);
  apply();
}

// Also on a form that has come back from the server.
function apply() {
  if (!form() || !place()) return;
  const isBlocked = WAITING.includes(state) || state === "broken";
  form().toggleAttribute("data-waits", isBlocked);
  for (const button of form().querySelectorAll("[data-save-bar] button")) button.disabled = isBlocked;
  if (form().elements.lock_token) form().elements.lock_token.value = token ?? "";
  if (state === "mine") form().querySelector("[data-held]")?.remove();
}

// Whether it is still ours: every minute, and whenever it looks as if it were not.
async function extend() {
  const mine = token;
  checked = Date.now();
  const answer = await send("extension/", { token: mine });
  const told = answer?.status === 409 && (await answer.json());
  if (told && token === mine && !saving) end(mine, told);
}

function end(mine, told) {
  keepDraft();
  token = null;
  if ("broken" in told) become("broken", { name: told.broken, reason: told.reason });
  else if (last?.live && last.former_token === mine && !last.me) become("handed", last);
  else acquire();
}

document.addEventListener("live", ({ detail }) => {
  last = detail.lock;
  saver = detail.saved?.name ?? saver;
  if (form() && detail.version > Number(form().dataset.seen ?? form().elements.version?.value)) takeNewer(saver);
  if (!place() || asking || saving || !state) return;
  const isHere = last?.live && last.me && last.tab === tab();
  if (isHere) return void (last.token > token && acquire());
  if (token !== null) return void extend();
  if (last?.live) become(last.me ? "elsewhere" : WAITING.includes(state) && state !== "elsewhere" ? state : state === "mine" ? "lost" : "held", last);
  else if (WAITING.includes(state)) acquire();
});

setInterval(() => {
  if (!place() || saving) return;
  const isTold = state && (place().dataset.live || !WAITING.includes(state));
  if (token !== null) return void (Date.now() - checked >= EXTEND_MS - 1_000 && extend());
  // Nobody has answered yet, or no live fragment tells of it: we ask.
  if (!isTold && !document.hidden) acquire();
}, WAIT_MS);

async function handOver() {
  await keepDraft();
  const [mine, name] = [token, last?.asked ?? ""];
  const answer = await send("hand-over/", { token: mine });
  if (answer?.ok) become("handed", { name });
  document.dispatchEvent(new CustomEvent("live-hint"));
}

async function decline() {
  await send("refusal/", { token });
  document.dispatchEvent(new CustomEvent("live-hint"));
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("#live [data-hand-over]")) handOver();
  else if (target.closest("#live [data-decline]")) decline();
  else if (target.closest("[data-session-continue]")) acquire("continuation/");
  else if (target.closest("[data-session-again]")) acquire();
});

// Ctrl+S comes past a button that is disabled; who saves before the lock is here waits for it.
document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  const waits = form()?.hasAttribute("data-waits");
  if (target !== form() || submitter?.name === "keep" || !(waits || asking)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (waits) document.querySelector("[data-session]")?.focus();
  else sendOnceAsked(target, submitter);
}, true);

async function sendOnceAsked(sent, submitter) {
  if (sending) return;
  sending = true;
  await Promise.race([asking, new Promise((done) => setTimeout(done, PATIENCE_MS))]);
  [sending, asking] = [false, null];
  sent.requestSubmit(submitter);
}

document.addEventListener("htmx:beforeRequest", ({ detail }) => detail.elt === form() && (saving = detail.elt));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt === saving && !detail.xhr.getResponseHeader("HX-Redirect")) saving = null;
});
document.addEventListener("htmx:afterSettle", apply);

addEventListener("pagehide", () => {
  if (token === null || !place()) return;
  send("release/", { token }, { keepalive: true });
  token = null;
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  [state, token, hadIt, saving] = ["", null, false, null];
  apply();
  acquire();
});

if (place() && form()) acquire();
