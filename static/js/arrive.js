// Whoever follows a link to a record is on the way there: the others at it are told at once. A link to its
// form asks for the lock, too, in case it is free. The page that comes says so itself; for one that does
// not, it is taken back.

import { post } from "./post.js";
import { tab, turn } from "./tab.js";

const STILL_HERE_MS = 10_000;
const RECORD = /^(\/[a-z-]+\/)([1-9]\d*)\/(edit\/)?$/;

// "/companies/=company": the records that tell who shows them, and where their pages are. None for
// whoever looks as somebody else.
const told = document.querySelector("script[data-live-pages]")?.dataset.livePages ?? "";
const kinds = new Map(told.split(" ").map((each) => each.split("=")));
let coming = null;
let timer;

// After everybody else has had the click; another tab is none of this one's.
addEventListener("click", (event) => {
  const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (event.defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey) return;
  const link = event.target.closest?.("a[href]");
  if (!link || (link.target && link.target !== "_self") || link.hasAttribute("download")) return;
  if (link.origin === location.origin && link.pathname !== location.pathname) announce(link.pathname);
});

async function announce(path) {
  if (coming?.path === path) return;
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
