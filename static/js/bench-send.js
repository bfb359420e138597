// Sends what is kept, one after the other, the oldest first: a key makes each count once, whatever is
// sent again. "bench:settled" and "bench:drawn" tell the page; nothing is dropped without an answer.

import { forget, keep, kept } from "./bench-store.js";
import { token } from "./csrf.js";

const LONGEST_MS = 20_000;
const WAITS_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

export let trouble = ""; // "", "offline" or "signed-out"
let running = false;
let again = false;
let failures = 0;
let timer = 0;

export async function send() {
  clearTimeout(timer);
  if (running) return void (again = true);
  running = true;
  try {
    do {
      again = false;
      await alone(sendAll);
    } while (again && !trouble);
  } finally {
    running = false;
    tell("bench:drawn");
  }
}

// One tab at a time, where the browser can tell.
const alone = (act) => (navigator.locks ? navigator.locks.request("realsync-bench", act) : act());

async function sendAll() {
  const waiting = (await kept()).filter((entry) => entry.state === "waiting");
  trouble = "";
  for (const entry of waiting) {
    trouble = await sent(entry);
    if (trouble) break;
    failures = 0;
  }
  if (trouble !== "offline") return;
  timer = setTimeout(send, WAITS_MS[Math.min(failures, WAITS_MS.length - 1)]);
  failures += 1;
}

async function sent(entry) {
  // A later tab or an earlier conflict may have dealt with it meanwhile.
  const now = (await kept()).find((each) => each.id === entry.id);
  if (now?.state !== "waiting") return "";
  if (!token()) return "signed-out";
  try {
    return await dealt(now, await asked(now));
  } catch {
    return "offline";
  }
}

function asked({ address, key, row, field, value, was, version }) {
  return fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token(), "HX-Request": "true", "Idempotency-Key": key },
    body: new URLSearchParams({ row, field, value, was, version }),
    redirect: "manual",
    signal: AbortSignal.timeout(LONGEST_MS),
  });
}

async function dealt(entry, answer) {
  if (answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
  if (answer.status >= 500 || answer.status === 429) return "offline";
  if (answer.status === 204) return settle(entry, await state(entry)); // it had arrived before
  if (answer.ok) return settle(entry, await answer.json());
  const told = await answer.json().catch(() => ({}));
  if ("theirs" in told) return differ(entry, told);
  const reason = told.problem ?? said([403, 404].includes(answer.status) ? "gone" : "failed");
  await keep({ ...entry, state: "refused", told: reason });
  return "";
}

async function state({ address, row }) {
  const answer = await fetch(`${address}?row=${row}`, { redirect: "manual", signal: AbortSignal.timeout(LONGEST_MS) });
  return answer.ok ? answer.json() : null;
}

async function settle(entry, now) {
  const older = (await kept()).filter((each) => isSame(each, entry) && each.state === "refused" && each.id < entry.id);
  await forget([entry.id, ...older.map((each) => each.id)]);
  if (now) tell("bench:settled", { entry, now });
  return "";
}

// What was typed after it into the same cell is what I mean now.
async function differ(entry, { theirs, who, version }) {
  const later = (await kept()).filter((each) => isSame(each, entry) && each.state === "waiting" && each.id > entry.id);
  const mine = later.at(-1)?.value ?? entry.value;
  if (mine === theirs) {
    await forget([entry.id, ...later.map((each) => each.id)]);
    return "";
  }
  await keep({ ...entry, value: mine, state: "conflict", theirs, who, version });
  await forget(later.map((each) => each.id));
  return "";
}

export const isSame = (one, other) => one.row === other.row && one.field === other.field;
export const said = (name) => document.getElementById("bench-said").getAttribute(`data-${name}`) ?? "";

addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.hidden || send());
