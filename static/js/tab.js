// Which tab this is: an id that stays with it from page to page. One that was duplicated brings its
// model's along, finds it in use, and gets its own.

import { uuid } from "./csrf.js";

const KEPT = "realsync:tab";
const USED = "realsync:tab-used";
const TURN = "realsync:tab-turn";
const ANSWER_MS = 1000;

// Before the click, a page is in no tab yet: whoever imports this waits until it is seen.
const ahead = document.prerendering;
if (ahead) await new Promise((seen) => new PerformanceObserver(seen).observe({ type: "paint" }));

let channel;
let id = sessionStorage.getItem(KEPT) ?? uuid();

// A page that is left says so. Where it could not, or never was, the other tabs are asked.
if (!ahead && sessionStorage.getItem(USED) && (await isTaken())) id = uuid();
sessionStorage.setItem(KEPT, id);
use();

addEventListener("pagehide", () => {
  sessionStorage.removeItem(USED);
  channel.close(); // an open one would keep the page from being restored as it was
});
addEventListener("pageshow", ({ persisted }) => persisted && use());

export function tab() {
  return id;
}

// What a tab says of the record that it shows is numbered, from page to page: what comes late is known.
export function turn() {
  const next = Number(sessionStorage.getItem(TURN)) + 1;
  sessionStorage.setItem(TURN, next);
  return next;
}

function use() {
  sessionStorage.setItem(USED, "1");
  open(({ data }) => data.asked === id && channel.postMessage({ taken: id }));
}

function isTaken() {
  return new Promise((resolve) => {
    open(({ data }) => data.taken === id && resolve(true));
    channel.postMessage({ asked: id });
    setTimeout(() => resolve(false), ANSWER_MS);
  });
}

function open(listener) {
  channel?.close();
  channel = new BroadcastChannel(KEPT);
  channel.onmessage = listener;
}
