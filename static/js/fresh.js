// What this page shows grows old: it is asked for again when its time has come, when somebody returns to
// the tab, and when a write names it. What has changed is put in its place; the worker tells what.

import { lookAhead } from "./ahead.js";
import { token } from "./post.js";
import { renewPage, renewParts } from "./renew.js";

const LOOK_MS = 5_000;
const { counts } = document.querySelector("script[data-worker]").dataset;
const workers = navigator.serviceWorker;
const shown = new Map();

const here = () => location.href.split("#")[0];
const worker = () => workers.controller;
const takes = { shown: note, fresh: take, gone, written };

export function hear(data) {
  takes[data.kind]?.(data);
}

function note({ url, at, fresh, refetch, tags }) {
  if (fresh) shown.set(url, { at, fresh, refetch, tags });
}

function take(news) {
  note(news);
  if (news.url === here()) renewPage(news.text);
  else renewParts(news.text);
}

// No longer this person's to see, or signed out: the page itself goes there, unless it holds typing.
function gone({ url }) {
  if (url === here() && !document.title.startsWith("•")) location.reload();
}

function written({ names }) {
  const touches = (tag) => names.includes(tag) || names.includes(`${tag.split(":")[0]}:*`);
  for (const each of shown.values()) if (each.tags.some(touches)) each.fresh = 0;
  if (!document.hidden) look();
}

// Parts that look after themselves: a list's rows in sight, a record that others save, a part that polls.
const ITSELF = "#list [data-scrolls], #live[data-live], [data-every]";

function look() {
  if (document.hidden) return;
  const now = Date.now();
  for (const [url, { at, fresh, refetch }] of shown) {
    const age = (now - at) / 1000;
    if (fresh === 0 || (refetch && age > refetch)) ask(url);
  }
}

function returned() {
  if (document.hidden) return leave();
  for (const each of shown.values()) if (Date.now() - each.at > each.fresh * 1000) each.fresh = 0;
  return look();
}

// The worker compares, keeps, and tells what is new.
function ask(url) {
  shown.delete(url);
  if (url === here() && document.querySelector(ITSELF)) return;
  const headers = url === here() ? {} : { "HX-Request": "true" };
  fetch(url, { headers, cache: "no-cache", redirect: "manual", priority: "low" }).catch(() => {});
}

function leave() {
  worker()?.postMessage({ kind: "left", address: counts, token: token() });
}

// Somebody else has saved the record.
document.addEventListener("live-hint", ({ detail }) => {
  if (/:v\d+$/.test(detail)) worker()?.postMessage({ kind: "hint", names: [detail.replace(/:v\d+$/, "")] });
});
// A file went up beside the worker.
document.addEventListener("documents-changed", () => worker()?.postMessage({ kind: "dirty" }), true);
// What a page wrote that opened before there was a worker, nobody has seen.
addEventListener("pagehide", () => {
  if (!worker()) workers.ready.then(({ active }) => active.postMessage({ kind: "dirty" }));
});

document.addEventListener("visibilitychange", returned);
setInterval(look, LOOK_MS);
lookAhead(worker);
