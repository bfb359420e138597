// A page that was shown from the browser's store, or a part of it, takes over what has changed since.

import { morph } from "./morph.js";

const ASSETS = 'script[src], link[rel="stylesheet"]';
const COUNTS = ["unread", "unread-top"];
let library;

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

export async function renewPage(text) {
  const fresh = parsed(text);
  const [old, main] = [document.getElementById("main"), fresh.getElementById("main")];
  if (!main) return;
  takeAssets(fresh);
  await loaded();
  morph(old, main);
  if (!document.title.startsWith("•")) document.title = fresh.title;
  for (const id of COUNTS) document.getElementById(id)?.replaceChildren(...(fresh.getElementById(id)?.childNodes ?? []));
  takeToasts(fresh);
  takeVersion(fresh);
  for (const table of old.querySelectorAll("#list table")) {
    table.dispatchEvent(new CustomEvent(table.matches("[data-scrolls]") ? "list:stale" : "list:drawn", { bubbles: true }));
  }
}

// The parts of an answer are known by their ids.
export async function renewParts(text) {
  await loaded();
  for (const part of parsed(text).body.children) {
    const old = part.id && document.getElementById(part.id);
    if (old) morph(old, part);
  }
}

// What only some pages need, and this one does not have yet.
function takeAssets(fresh) {
  const known = new Set([...document.querySelectorAll(ASSETS)].map((each) => each.src || each.href));
  for (const each of fresh.querySelectorAll(ASSETS)) {
    if (known.has(each.src || each.href)) continue;
    const made = document.createElement(each.localName);
    for (const { name, value } of each.attributes) made.setAttribute(name, value);
    document.head.append(made);
  }
}

// What is told once, and came with an answer that nobody asked to see.
function takeToasts(fresh) {
  const told = fresh.querySelectorAll("#toasts > :not(template)");
  document.getElementById("toasts").append(...told);
}

// live.js would otherwise tell of a change that the page shows already.
function takeVersion(fresh) {
  const [old, now] = [document.getElementById("live"), fresh.getElementById("live")];
  if (Number(now?.dataset.version) > Number(old?.dataset.version)) old.dataset.version = now.dataset.version;
}

function loaded() {
  library ??= globalThis.Idiomorph ? Promise.resolve() : load(document.querySelector("script[data-worker]").dataset.morph);
  return library;
}

function load(src) {
  return new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror })));
}
