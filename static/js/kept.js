// What the worker keeps of our pages in this browser: read from it every few seconds, cleared by it.

const LOOK_MS = 5_000;
const ANSWER_MS = 3_000;
const place = document.querySelector("[data-kept]");
const list = place.querySelector("[data-kept-list]");
const clearAll = document.querySelector("[data-kept-clear]");
const number = new Intl.NumberFormat(document.documentElement.lang);
let kept = [];

function ask(message) {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve([]);
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    setTimeout(() => done(kept), ANSWER_MS);
    worker.postMessage(message, [port2]);
  });
}

async function show(message = { kind: "list" }) {
  kept = (await ask(message)).sort((one, other) => (other.used ?? 0) - (one.used ?? 0));
  const focused = document.activeElement?.closest("li")?.dataset.url;
  list.replaceChildren(...kept.map(lineOf));
  list.hidden = clearAll.disabled = !kept.length;
  place.querySelector("[data-kept-none]").hidden = Boolean(kept.length);
  sum();
  if (focused) list.querySelector(`li[data-url="${CSS.escape(focused)}"] [data-clear-one]`)?.focus();
}

function sum() {
  const of = (wanted) => kept.filter(({ condition }) => condition === wanted).length;
  const total = (name) => kept.reduce((all, each) => all + (each[name] ?? 0), 0);
  const opened = total("hits") + total("misses");
  const share = opened ? `${Math.round((100 * total("hits")) / opened)} %` : "–";
  const sums = { all: kept.length, fresh: of("fresh"), stale: of("stale") + of("dirty"), share };
  for (const each of place.querySelectorAll("[data-sum]")) each.textContent = sums[each.dataset.sum];
}

function lineOf(entry) {
  const line = place.querySelector("template").content.cloneNode(true).firstElementChild;
  const path = decodeURI(entry.url.replace(location.origin, ""));
  line.dataset.url = entry.url;
  for (const each of line.querySelectorAll('[data-fill="path"]')) each.textContent = path;
  const link = line.querySelector("a");
  if (entry.isPage) link.href = path;
  const facts = line.querySelector('[data-fill="facts"]');
  facts.textContent = factsOf(entry, facts.dataset).join(" · ");
  line.querySelector(`[data-state="${entry.condition}"]`).hidden = false;
  return line;
}

function factsOf({ isPage, at, fresh, refetch, hits = 0, misses = 0, took }, words) {
  const until = new Date(at + fresh * 1000).toLocaleTimeString(document.documentElement.lang, { hour12: false });
  return [
    isPage ? words.page : words.part,
    words.age.replace("{age}", seconds((Date.now() - at) / 1000)),
    words.used.replace("{hits}", number.format(hits)).replace("{misses}", number.format(misses)),
    ...(took === undefined ? [] : [words.took.replace("{took}", number.format(took))]),
    refetch ? words.timer.replace("{every}", seconds(refetch)) : words.onDemand.replace("{until}", until),
  ];
}

function seconds(number) {
  return number < 100 ? `${Math.round(number)} s` : `${Math.round(number / 60)} min`;
}

clearAll.addEventListener("click", () => show({ kind: "clear", urls: kept.map(({ url }) => url) }));
list.addEventListener("click", ({ target }) => {
  const line = target.closest("[data-clear-one]")?.closest("li");
  if (line) show({ kind: "clear", urls: [line.dataset.url] });
});
setInterval(() => document.hidden || show(), LOOK_MS);
show();
navigator.serviceWorker?.addEventListener("controllerchange", () => show());
