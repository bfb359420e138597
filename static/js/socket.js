// A stream of hints while a record is open: each of them makes live.js look at once. Without it
// everything works by polling, so that whatever goes wrong here is silent.

import "./tab.js";

const HIDDEN_MS = 60000;
const STEADY_MS = 10000;
const FIRST_MS = 1000;
const LONGEST_MS = 60000;
const FAILURES = 6;
// A server that restarts closes all its streams at once; they come back over this time.
const RESTART = 1012;
// No longer to be seen, or signed out: the next beat says which.
const REFUSED = 1008;
const RESTART_MS = 15000;

let socket = null;
let address = "";
let failures = 0;
let again = 0;
let hiding = 0;

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(leave, HIDDEN_MS);
  else afresh();
});
addEventListener("pagehide", leave);
addEventListener("pageshow", ({ persisted }) => persisted && afresh());
addEventListener("online", afresh);
document.addEventListener("htmx:afterSettle", follow);
follow();

function wanted() {
  return document.getElementById("live")?.dataset.socket ?? "";
}

// The record may have been swapped out, or another one in.
function follow() {
  if (wanted() === address) return;
  leave();
  afresh();
}

function afresh() {
  failures = 0;
  open();
}

function open() {
  clearTimeout(again);
  if (socket || document.hidden || !wanted()) return;
  address = wanted();
  const mine = new WebSocket(new URL(address, location.href.replace(/^http/, "ws")));
  let steady = 0;
  mine.addEventListener("open", () => (steady = setTimeout(() => (failures = 0), STEADY_MS)));
  mine.addEventListener("message", ({ data }) => hear(data));
  mine.addEventListener("close", ({ code }) => {
    clearTimeout(steady);
    if (socket !== mine) return;
    socket = null;
    if (code === REFUSED) document.dispatchEvent(new CustomEvent("live-hint"));
    later(code);
  });
  socket = mine;
}

function hear(hint) {
  if (wanted() === address) document.dispatchEvent(new CustomEvent("live-hint", { detail: hint }));
  else follow();
}

function leave() {
  clearTimeout(again);
  const mine = socket;
  socket = null;
  address = "";
  mine?.close();
}

// A refusal looks like a server that is away: after some tries the page is content with polling,
// until somebody comes back to it.
function later(code) {
  failures += 1;
  if (failures > FAILURES) return;
  const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
  const least = code === RESTART ? FIRST_MS : pause / 2;
  const most = code === RESTART ? RESTART_MS : pause;
  again = setTimeout(open, least + Math.random() * (most - least));
}
