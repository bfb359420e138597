// When somebody else has saved the record that this page shows, the page shows the new values at
// once, marks what changed and says who did it. Whatever is being typed stays as it is.

const TRIES_MS = 5_000;
const MARKED_MS = 60_000;
const MOST_NAMED = 3;
// Read as label and value; what has no label is the record's name.
const FACTS = ".details > div, .glance > .tile, .record-title > h1";
const PARTS = [".page-head", ".record-body"];

const place = () => document.getElementById("live");
const shown = () => Number(place()?.dataset.version);
let wanted = 0;
let saved = null;
let timer;
let isBusy = false;

document.addEventListener("live", ({ detail }) => {
  if (!place() || "editing" in place().dataset || detail.version <= shown()) return;
  [wanted, saved] = [detail.version, detail.saved];
  refresh();
});
document.addEventListener("visibilitychange", () => wanted > shown() && refresh());

// A field that was changed on this very page is shown already.
document.addEventListener("recordChanged", ({ detail }) => {
  if (!place()?.dataset.live?.includes(`/${detail.entity}/${detail.id}/`)) return;
  if (detail.version === shown() + 1) place().dataset.version = detail.version;
});

async function refresh() {
  clearTimeout(timer);
  if (isBusy || document.hidden) return;
  isBusy = true;
  const page = await fetched();
  isBusy = false;
  const version = page?.getElementById("live")?.dataset.version;
  if (version > shown()) takeOver(page, version);
  if (wanted > shown()) timer = setTimeout(refresh, TRIES_MS);
}

async function fetched() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "manual" });
    // Gone, or signed out: live.js says so.
    if (answer.type === "opaqueredirect" || answer.status === 404) wanted = 0;
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

function takeOver(page, version) {
  const before = facts();
  for (const part of PARTS) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) Idiomorph.morph(old, fresh, { ignoreActiveValue: true, callbacks });
  }
  place().dataset.version = version;
  if (!document.title.startsWith("•")) document.title = page.title;
  const changed = [...facts()].filter(([key, { text }]) => before.get(key)?.text !== text);
  mark(changed.map(([, { node }]) => node));
  tell([...new Set(changed.map(([, { label }]) => label).filter(Boolean))]);
  const timeline = document.querySelector("#timeline:not([aria-busy])");
  if (timeline) htmx.ajax("GET", `${location.pathname}timeline/`, { target: timeline, swap: "outerHTML" });
}

const callbacks = {
  beforeNodeMorphed: (old, fresh) => !isKept(old) && !comesLater(fresh),
  beforeNodeRemoved: (old) => !isKept(old) && !old.querySelector?.("form"),
  afterNodeAdded: (node) => node.nodeType === Node.ELEMENT_NODE && htmx.process(node),
  beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches("details")),
};

// A form is somebody's work, and the link to the form is in the hands of live.js.
function isKept(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  return node.matches("#live, form, [data-edit]") || Boolean(node.querySelector(":scope > .editable.open"));
}

// A card that comes after the page is there already, or on its way.
function comesLater(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.getAttribute("hx-trigger") === "load";
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

function mark(nodes) {
  const name = saved?.me ? place().dataset.you : saved?.name;
  for (const node of nodes) node.dataset.changed = name ?? "";
  setTimeout(() => nodes.forEach((node) => delete node.dataset.changed), MARKED_MS);
}

function tell(labels) {
  if (!saved || saved.me) return;
  const { saved: named, savedElse, more } = place().dataset;
  let what = labels.slice(0, MOST_NAMED).join(", ");
  const rest = labels.length - MOST_NAMED;
  if (rest > 0) what = more.replace("{some}", what).replace("{number}", rest);
  const text = (what ? named : savedElse).replace("{who}", saved.name).replace("{what}", what);
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, key: "changed" } }));
}
