// When somebody else has saved the record, its page shows the new values at once, marks what
// changed and says who did it. What is being typed stays.

import { morph } from "./morph.js";

const TRIES_MS = 5_000;
const MARKED_MS = 60_000;
const MOST_NAMED = 3;
// Read as label and value; what has no label is the record's name.
const FACTS = ".details > div, .glance > .tile, .record-title > h1";
const PARTS = [".page-head", ".record-body"];

const place = () => document.getElementById("live");
const isPage = () => place() && !("editing" in place().dataset);
// Ahead of data-version until it was said who saved.
let morphed = 0;
const shown = () => Math.max(morphed, Number(place()?.dataset.version));
let wanted = 0;
let untold = null;
let timer;
let isBusy = false;

// Beside the beat that tells who saved it. What this page saves comes in the answer.
document.addEventListener("live-hint", ({ detail }) => {
  if (!document.querySelector("form[aria-busy]")) want(Number(/:v(\d+)$/.exec(detail)?.[1]));
});
document.addEventListener("live", ({ detail }) => {
  if (!isPage()) return;
  want(detail.version);
  untold = { ...untold, saved: detail.saved ?? untold?.saved, version: detail.version };
  tell();
});
document.addEventListener("visibilitychange", () => wanted > shown() && refresh());

function want(version) {
  if (!isPage() || !(version > shown())) return;
  wanted = version;
  refresh();
}

// A field changed on this very page is shown already.
document.addEventListener("recordChanged", ({ detail }) => {
  if (!place()?.dataset.live?.includes(`/${detail.entity}/${detail.id}/`)) return;
  if (detail.version <= shown() + 1) place().dataset.version = Math.max(shown(), detail.version);
});

async function refresh() {
  clearTimeout(timer);
  if (isBusy || document.hidden) return;
  isBusy = true;
  const page = await fetched().catch(() => null);
  isBusy = false;
  const version = page?.getElementById("live")?.dataset.version;
  if (version > shown()) takeOver(page, version);
  if (wanted > shown()) timer = setTimeout(refresh, TRIES_MS);
}

async function fetched() {
  const at = Date.now();
  const answer = await fetch(location.href, { mode: "same-origin", cache: "no-store", redirect: "manual" });
  const text = await answer.text();
  const { url, status, headers } = answer;
  setTimeout(() => navigator.serviceWorker?.controller?.postMessage({ kind: "took", url, at, text, status, headers: [...headers] }));
  // Gone, or signed out: live.js says so.
  if (!status || status === 404) wanted = 0;
  return answer.ok ? new DOMParser().parseFromString(text, "text/html") : null;
}

function takeOver(page, version) {
  const before = facts();
  for (const part of PARTS) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) morph(old, fresh);
  }
  morphed = Number(version);
  if (!document.title.startsWith("•")) document.title = page.title;
  const changed = [...facts()].filter(([key, { text }]) => before.get(key)?.text !== text);
  const nodes = changed.map(([, { node }]) => node);
  const labels = changed.map(([, { label }]) => label).filter(Boolean);
  for (const node of nodes) node.dataset.changed = "";
  setTimeout(() => nodes.forEach((node) => delete node.dataset.changed), MARKED_MS);
  untold = { ...untold, nodes, labels: [...new Set(labels)] };
  tell();
  const timeline = document.querySelector("#timeline:not([aria-busy])");
  if (timeline) htmx.ajax("GET", `${location.pathname}timeline/`, { target: timeline, swap: "outerHTML" });
}

function facts() {
  const found = new Map();
  for (const node of document.querySelectorAll(FACTS)) {
    const label = words(node.querySelector("dt, .tile-label"));
    const value = node.querySelector("dd") ?? node;
    if (value.querySelector("form")) continue;
    found.set(`${node.className} ${label}`, { label, node: value, text: words(value) });
  }
  return found;
}

function words(node) {
  return node?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

// Once both are there.
function tell() {
  if (!untold?.nodes || !(untold.version >= morphed)) return;
  const { nodes, labels, saved } = untold;
  untold = null;
  place().dataset.version = morphed;
  if (!saved) return;
  for (const node of nodes) node.dataset.changed = saved.me ? place().dataset.you : saved.name;
  if (!saved.me) toast(saved.name, labels);
}

function toast(name, labels) {
  const { saved: named, savedElse, more } = place().dataset;
  let what = labels.slice(0, MOST_NAMED).join(", ");
  const rest = labels.length - MOST_NAMED;
  if (rest > 0) what = more.replace("{some}", what).replace("{number}", rest);
  const text = (what ? named : savedElse).replace("{who}", name).replace("{what}", what);
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, key: "changed" } }));
}
