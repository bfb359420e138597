// The live part of a record's page, `#live`: says that this tab shows the record, and shows who
// else does. The poll is the contract; a hint ("live-hint") brings it forward. Its news is for
// other modules: the event "live".

import { isComing, isFollowing } from "./arrive.js";
import { post, token } from "./csrf.js";
import "./socket.js";
import { tab, turn } from "./tab.js";

const CALM_MS = 60_000;
const EAGER_MS = 15_000; // while editing, and while waiting for somebody
const PATIENCE_MS = 10_000;
const AFTER_SAVE_MS = 150;
const AGAIN_MS = 1_000;

// A link has no "disabled": it loses its address, and keeps its place in the order of the keys.
const HELD = { role: "link", "aria-disabled": "true", tabindex: "0", "aria-describedby": "live-says" };

const find = () => document.querySelector("#live[data-live]");
let place = find();
let key = "";
let news = null;
let said = "";
let timer;
let calmUntil = 0;
let isBusy = false;
let isAskedAgain = false;
let ended = "";

async function beat() {
  clearTimeout(timer);
  if (!place?.isConnected || document.hidden || ended) return;
  if (isGoing()) return void (timer = setTimeout(beat, AGAIN_MS));
  if (isBusy) return void (isAskedAgain = true);
  isBusy = true;
  try {
    const fields = { tab: tab(), turn: turn(), editing: editing(), key, version: place.dataset.version };
    await take(await post(place.dataset.live, fields, { signal: AbortSignal.timeout(PATIENCE_MS) }));
  } catch {
    // The next beat comes anyway.
  }
  isBusy = false;
  if (isAskedAgain) return void ((isAskedAgain = false), beat());
  // After a restart of the server they come back spread out.
  timer = setTimeout(beat, (isEager() ? EAGER_MS : CALM_MS) * (1 - Math.random() / 10));
}

// What is said now would count instead.
function isGoing() {
  return isComing(place.dataset.live) || document.querySelector("form[aria-busy]");
}

async function take(answer) {
  if (answer.type === "opaqueredirect") return end("signedOut");
  if (answer.status === 404) return end("gone");
  if (answer.status !== 200) return;
  const before = news;
  const fragment = await answer.text();
  news = JSON.parse(answer.headers.get("RealSync-Live"));
  key = news.key;
  show(fragment);
  holdEdit(isHeld(news.lock));
  announce(isHeld(before?.lock) && !isHeld(news.lock) ? place.dataset.free : "");
  document.dispatchEvent(new CustomEvent("live", { detail: news }));
}

// Whoever stands on a button of it stays on the same one, or else on its text.
function show(fragment) {
  const name = place.contains(document.activeElement) && document.activeElement.dataset.name;
  place.innerHTML = fragment;
  if (name === false) return;
  const same = name && place.querySelector(`[data-name="${name}"]`);
  (same || place.querySelector("[data-say]"))?.focus();
}

function announce(otherwise) {
  const text = place.querySelector("[data-say]")?.textContent.replace(/\s+/g, " ").trim() || otherwise;
  if (text && text !== said) document.getElementById("status").textContent = text;
  said = text;
}

function isHeld(lock) {
  return Boolean(lock?.live) && !(lock.me && lock.tab === tab());
}

function holdEdit(held) {
  for (const link of document.querySelectorAll("[data-edit]")) {
    if (held === link.hasAttribute("aria-disabled")) continue;
    if (held) {
      link.dataset.href = link.getAttribute("href");
      link.removeAttribute("href");
      for (const [name, value] of Object.entries(HELD)) link.setAttribute(name, value);
    } else {
      link.setAttribute("href", link.dataset.href);
      for (const name of Object.keys(HELD)) link.removeAttribute(name);
    }
  }
}

function end(why) {
  [ended, key] = [why, ""];
  place.replaceChildren();
  holdEdit(false);
  document.getElementById("status").textContent = place.dataset[why];
}

// Perhaps from signing in, in another window.
function comeBack() {
  if (ended === "signedOut") ended = "";
  beat();
}

function editing() {
  return "editing" in place.dataset ? "1" : "0";
}

function isEager() {
  return editing() === "1" || Boolean(news?.lock?.live && news.lock.asked_me);
}

function leave() {
  clearTimeout(timer);
  if (!place?.isConnected || ended || isComing(place.dataset.live)) return;
  const fields = { tab: tab(), turn: turn() };
  const address = `${place.dataset.live}departure/`;
  const worker = isFollowing() && navigator.serviceWorker?.controller;
  if (worker) worker.postMessage({ kind: "departed", address, fields, token: token() });
  else post(address, fields, { keepalive: true }).catch(() => {});
}

async function press(button, path, then) {
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await post(`${place.dataset.live}${path}`, { tab: tab() });
    if (answer.ok) then?.();
  } catch {
    document.dispatchEvent(new CustomEvent("toast", { detail: failed() }));
  }
  button.removeAttribute("aria-busy");
  key = "";
  beat();
}

function failed() {
  return { text: document.getElementById("toasts").dataset.failed, look: "bad", key: "live" };
}

document.addEventListener("click", (event) => {
  const asking = event.target.closest("#live [data-request]");
  if (asking) press(asking, "lock/request/");
  const going = event.target.closest("#live [data-continue]");
  if (going) press(going, "lock/continuation/", () => location.assign(going.dataset.continue));
});
// What has been saved is fetched first (changed.js), by a page that shows it; who saved it comes after.
document.addEventListener("live-hint", ({ detail }) => {
  if (/:v\d+$/.test(detail) && editing() === "0") calmUntil = Date.now() + AFTER_SAVE_MS;
  clearTimeout(timer);
  timer = setTimeout(beat, Math.max(0, calmUntil - Date.now()));
});
document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : comeBack()));
addEventListener("focus", () => ended && comeBack());
addEventListener("online", comeBack);
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  key = "";
  comeBack();
});
// A form that came back brings a place of its own.
document.addEventListener("htmx:afterSwap", () => {
  if (find() === place) return;
  [place, key, ended] = [find(), "", ""];
  beat();
});

beat();
