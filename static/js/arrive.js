// Whoever follows a link to a record is on the way there: the others at it are told as the button goes down.
// A link to its form, which may open a field here, waits for the click, and asks for the lock, if it is free.
// The page that comes says so itself; for one that does not, it is taken back.

import { post } from "./csrf.js";
import { tab, turn } from "./tab.js";

const STILL_HERE_MS = 10_000;
const FOLLOWS_MS = 1_000;
const RECORD = /^(\/[a-z-]+\/)([1-9]\d*)\/(edit\/)?$/;

// "/companies/=company": the records that tell who shows them, and where their pages are. None for
// whoever looks as somebody else.
const told = document.querySelector("script[data-live-pages]")?.dataset.livePages ?? "";
const kinds = new Map(told.split(" ").map((each) => each.split("=")));
let coming = null;
let timer;
let followedAt = 0;

// After everybody else has had it; another tab is none of this one's.
addEventListener("pointerdown", (event) => {
  const path = pathOf(event);
  if (event.pointerType === "mouse" && !path.endsWith("/edit/")) announce(path);
});
addEventListener("click", (event) => {
  const path = pathOf(event);
  if (path) followedAt = Date.now();
  announce(path);
});
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(() => isFollowing() || takeBack()));

function pathOf({ defaultPrevented, button, ctrlKey, metaKey, shiftKey, altKey, target }) {
  if (defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey) return "";
  const link = target.closest?.("a[href]:not([download], [target]:not([target=_self]))");
  return link?.origin === location.origin && link.pathname !== location.pathname ? link.pathname : "";
}

export function isFollowing() {
  return Date.now() < followedAt + FOLLOWS_MS;
}

async function announce(path) {
  if (!path || coming?.path === path) return;
  takeBack();
  const [, list, id, form] = RECORD.exec(path) ?? [];
  if (!kinds.has(list)) return;
  const visit = { path, place: `/live/${kinds.get(list)}/${id}/`, fields: { tab: tab(), turn: turn() }, token: null };
  coming = visit;
  timer = setTimeout(takeBack, STILL_HERE_MS);
  try {
    const fields = { ...visit.fields, editing: form ? "1" : "0" };
    const answer = await post(`${visit.place}arrival/`, fields, { keepalive: true, priority: "high" });
    if (answer.ok) visit.token = (await answer.json()).token;
  } catch {
    // No network: then the page does not come either.
  }
}

// Stopped on the way, or off to somewhere else. The page that is still here speaks for itself again.
async function takeBack() {
  clearTimeout(timer);
  if (!coming) return;
  const { place, fields, token } = coming;
  coming = null;
  const sent = [post(`${place}departure/`, fields, { keepalive: true })];
  if (token !== null) sent.push(post(`${place}lock/release/`, { token }, { keepalive: true }));
  await Promise.allSettled(sent);
  document.dispatchEvent(new CustomEvent("live-hint"));
}

// From a record's page to its form, nobody has left the record.
export function isComing(place) {
  return coming?.place === place;
}

addEventListener("pagehide", () => clearTimeout(timer));
addEventListener("pageshow", ({ persisted }) => persisted && (coming = null));
