// Whoever points at a link is about to follow it: its page is fetched before the click, by the worker,
// which keeps it by its own rules. What it holds then is drawn, too, out of sight, by browsers that can, for
// as long as one points there. Not where somebody saves data; two at a time.

const MEANT_MS = 30;
const COMES_MS = 1_000; // or never: then another one's turn comes
const AT_ONCE = 2;
const RATHER_NOT = /^\/(accounts|admin|ops|exports|live|drafts|verify|i)\/|\/(new|edit|export|file|pdf|paper|preview|tile|labels|bench|import)\//;
const unkept = new Set(); // kinds of pages that nobody keeps
const coming = new Set(); // what is being drawn
let meant = null;
let drawn;
let underway = 0;
let timer;

export function lookAhead(worker) {
  if (navigator.connection?.saveData) return;
  const mean = ({ target }, wait) => {
    const link = target.closest?.("a[href]");
    if (link && link === meant) return;
    moveOn();
    if (!worker() || !link || !leads(link)) return;
    meant = link;
    timer = setTimeout(fetchAhead, wait, link);
  };
  document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && mean(event, MEANT_MS));
  document.addEventListener("focusin", (event) => mean(event, MEANT_MS));
  document.addEventListener("touchstart", (event) => mean(event, 0), { passive: true });
  for (const name of ["pointercancel", "pagehide"]) addEventListener(name, moveOn); // a finger that scrolls
  addEventListener("storage", ({ key, newValue }) => key === "realsync:drawn" && newValue && came(newValue));
}

// What was drawn may no longer be true, or no longer this person's: what has not come yet goes as it is shown.
export function forgo() {
  localStorage.setItem("realsync:forgone", Date.now());
  moveOn();
}

if (document.prerendering) document.addEventListener("prerenderingchange", goIfForgone);
else goIfForgone();

function goIfForgone() {
  const [navigation] = performance.getEntriesByType("navigation");
  if (!navigation?.activationStart || !(localStorage.getItem("realsync:forgone") > performance.timeOrigin)) return;
  document.body.replaceChildren();
  location.reload();
}

// Nobody points there any more. Chromium 156 closes the tab where a page is given up while the worker answers.
function moveOn() {
  clearTimeout(timer);
  meant = null;
  if (drawn?.hasCome) drawn.remove();
  drawn = null;
}

// The page says so (letters.js).
function came(url) {
  for (const rule of document.querySelectorAll("script[data-ahead]")) {
    if (rule.dataset.ahead !== url) continue;
    coming.delete(rule);
    if (rule === drawn) rule.hasCome = true;
    else rule.remove();
  }
}

function leads(link) {
  const isPlain = link.origin === location.origin && !link.hasAttribute("download") && (!link.target || link.target === "_self");
  return isPlain && link.pathname !== location.pathname && !RATHER_NOT.test(link.pathname);
}

async function fetchAhead(link) {
  const kind = link.pathname.replace(/\d+/g, "0");
  if (unkept.has(kind)) return;
  if (underway + coming.size >= AT_ONCE) return void (timer = setTimeout(fetchAhead, MEANT_MS, link));
  underway += 1;
  const headers = { "RealSync-Ahead": "1" };
  const answer = await fetch(link.href.split("#")[0], { headers, redirect: "manual", priority: "low" }).catch(() => null);
  underway -= 1;
  if (answer?.status !== 204) unkept.add(kind);
  else if (link === meant && HTMLScriptElement.supports?.("speculationrules")) draw(link.href);
}

function draw(url) {
  const textContent = JSON.stringify({ prerender: [{ urls: [url], eagerness: "immediate" }] });
  const rule = Object.assign(document.createElement("script"), { type: "speculationrules", textContent });
  rule.dataset.ahead = url;
  document.head.append(rule);
  drawn = rule;
  coming.add(rule);
  setTimeout(() => coming.delete(rule), COMES_MS);
}
