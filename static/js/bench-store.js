// What was typed at the bench and is not on the server yet: in the browser's own storage, in order,
// across reloads and sign-outs. Each entry is sealed with a key of the person's, which only a page of
// theirs brings along: nobody else can read it. Where a browser keeps nothing, in memory.

import { managedNonce, xchacha20poly1305 } from "../vendor/noble-ciphers/noble-ciphers.min.js";

const NAME = "realsync-bench";
const LEFT = "realsync-bench-left:";
const sealing = managedNonce(xchacha20poly1305);
const [cipher, ...former] = document.getElementById("bench").dataset.keys.split(" ").map((text) => sealing(bytesOf(text)));
let memory = null;
let database = null;

export let others = 0; // entries of somebody else, as last looked

export const isKept = () => memory === null;

async function entries(mode, act) {
  if (memory) return act(null);
  try {
    database ??= await connected();
  } catch {
    memory = new Map();
    return act(null);
  }
  const transaction = database.transaction("entries", mode);
  const asked = act(transaction.objectStore("entries"));
  transaction.commit(); // a page that is being left does not live to see its own end
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(asked?.result);
    transaction.onabort = transaction.onerror = () => fail(transaction.error);
  });
}

function connected() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "id", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

// Resolves once it is on the disk. It is on its way at once; from a page that is being left it is noted
// besides, for Chromium now and then drops what a database was given last.
export function keep(entry, { isLeft = false } = {}) {
  const sealed = seal(entry);
  const done = entries("readwrite", (store) => {
    if (store) return store.put({ ...(entry.id && { id: entry.id }), sealed });
    entry.id ??= Math.max(0, ...memory.keys()) + 1;
    memory.set(entry.id, entry);
  });
  if (isLeft) localStorage.setItem(LEFT + entry.key, textOf(sealed));
  return done;
}

// What was noted, whoever did, unless it is there.
async function takeUp() {
  const noted = Object.keys(localStorage).filter((name) => name.startsWith(LEFT));
  if (!noted.length) return;
  const there = await entries("readonly", (store) => store?.getAll());
  if (!there) return;
  const texts = new Set(there.map(({ sealed }) => textOf(sealed)));
  for (const name of noted) {
    const text = localStorage.getItem(name);
    if (!texts.has(text)) await entries("readwrite", (store) => store.put({ sealed: bytesOf(text) }));
    localStorage.removeItem(name);
  }
}

export function forget(ids) {
  return entries("readwrite", (store) => {
    for (const id of ids) (store ?? memory).delete(id);
  });
}

// All of this person's, the oldest first.
export async function kept() {
  const found = await entries("readonly", (store) => (store ? store.getAll() : null));
  if (!found) return [...memory.values()];
  const mine = found.map(opened).filter(Boolean);
  others = found.length - mine.length;
  return mine;
}

const seal = (entry) => cipher.encrypt(new TextEncoder().encode(JSON.stringify(entry)));

function opened({ id, sealed }) {
  for (const each of [cipher, ...former]) {
    try {
      return { ...JSON.parse(new TextDecoder().decode(each.decrypt(sealed))), id };
    } catch {
      // another key's
    }
  }
}

function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function textOf(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

await takeUp().catch(() => {}); // nothing is stored in this browser
