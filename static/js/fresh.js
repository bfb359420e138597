// What this page shows grows old: it is asked for again when its time has come, when somebody returns to
// the tab, and when a write names it. What has changed is put in its place; the worker tells what.

import { forgo, lookAhead } from "./ahead.js";
import { token } from "./csrf.js";
import { renewPage, renewParts } from "./renew.js";

const LOOK_MS = 5_000;
const AGAIN_MS = 1_000;
const LEAVING_MS = 20_000;
const WORK = "#bench, form.inline-form, dialog[open]";
const COUNTS = "/freshness/counts/";
const workers = navigator.serviceWorker;
const address = document.querySelector("script[data-worker]").dataset.worker;
const shown = new Map();

const here = () => location.href.split("#")[0];
let page = here(); // scrolling writes its place into the address, which is no other page
const worker = () => workers.controller;
let leftAt = 0;
const takes = { shown: note, fresh: take, gone, passed, writing: forgo, written };

export function hear(data) {
  takes[data.kind]?.(data);
}

function note({ url, at, fresh, refetch, tags }) {
  if (fresh) shown.set(url, { at, fresh, refetch, tags });
}

function take(news) {
  note(news);
  if (news.url === page) renewPage(news.text);
  else renewParts(news.text);
}

// No longer this person's to see: the page itself goes there.
function gone({ url }) {
  if (url === page) leaveUnlessAtWork();
}

// What is being typed or measured is not taken from anybody; its page says that they are signed out.
function leaveUnlessAtWork() {
  if (!document.title.startsWith("•") && !document.querySelector(WORK)) location.reload();
}

// A write of one's own was faster than the answer.
function passed({ url }) {
  shown.set(url, { at: Date.now(), fresh: 0, tags: [], isDue: true });
  setTimeout(look, AGAIN_MS);
}

function written({ names }) {
  forgo();
  const touches = (tag) => names.includes(tag) || names.includes(`${tag.split(":")[0]}:*`);
  for (const each of shown.values()) each.isDue ||= each.tags.some(touches);
  look();
}

function returned() {
  if (document.hidden) return leave();
  for (const each of shown.values()) each.isDue ||= ageOf(each) > each.fresh;
  return look();
}

const ageOf = ({ at }) => (Date.now() - at) / 1000;

function look() {
  if (document.hidden) return;
  for (const [url, each] of shown) {
    if (!each.isDue && !(each.refetch && ageOf(each) > each.refetch)) continue;
    Object.assign(each, { at: Date.now(), isDue: false });
    if (url !== page) ask(url, { "HX-Request": "true" });
    else if (!looksItself()) ask(url);
  }
}

// Rows in sight are read again by their list; a record that others save, and parts that poll, by themselves.
function looksItself() {
  const list = document.querySelector("#list table[data-scrolls]");
  list?.dispatchEvent(new CustomEvent("list:stale", { bubbles: true }));
  return list || document.querySelector("#live[data-live], [data-every]");
}

// The worker compares, keeps, and tells what is new.
function ask(url, headers = {}) {
  fetch(url, { headers, cache: "no-cache", redirect: "manual", priority: "low" }).catch(() => {});
}

function leave() {
  worker()?.postMessage({ kind: "left", address: COUNTS, token: token() });
}

// Filters lead to another page.
for (const name of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore"]) {
  document.addEventListener(name, () => {
    shown.delete(page);
    page = here();
  });
}
// Somebody else has saved the record: a hint tells its version, also to a page that has just come. First of
// all, so that what is asked for because of it is newer.
document.addEventListener("live-hint", ({ detail }) => {
  const [, name, version] = /^(.*):v(\d+)$/.exec(detail) ?? [];
  const isNews = Number(version) > Number(document.getElementById("live")?.dataset.version ?? 0);
  if (isNews) worker()?.postMessage({ kind: "hint", names: [name], at: Date.now() });
}, true);
// A file went up beside the worker.
document.addEventListener("documents-changed", () => worker()?.postMessage({ kind: "dirty" }), true);
// What a page wrote that opened before there was a worker, nobody has seen.
addEventListener("pagehide", () => {
  if (!worker()) workers.ready.then(({ active }) => active.postMessage({ kind: "dirty" }));
});

// Signed out: whichever answer it was that said so, to any tab, it took the cookie along. A page that is
// on its way elsewhere, to the sign-in for one, goes there.
const isPerson = ({ name }) => name === "realsync_person";
globalThis.cookieStore?.addEventListener("change", ({ changed, deleted }) => {
  if (changed.some(isPerson)) forgo();
  if (!deleted.some(isPerson)) return;
  forgo();
  worker()?.postMessage({ kind: "nobody" });
  if (Date.now() - leftAt > LEAVING_MS) leaveUnlessAtWork();
});
addEventListener("beforeunload", () => (leftAt = Date.now()));

if (address) begin();
else workers.getRegistrations().then((all) => all.forEach((each) => each.unregister()));

function begin() {
  workers.register(address).catch(() => {});
  workers.addEventListener("controllerchange", forgo);
  document.addEventListener("visibilitychange", returned);
  setInterval(look, LOOK_MS);
  lookAhead(worker);
}
