// Whoever points at a link is about to follow it: its page is fetched before the click, by the worker,
// which keeps it by its own rules. What it holds then is drawn, too, out of sight, by browsers that can, for
// as long as one points there. Not where somebody saves data; two at a time.

const MEANT_MS = 65;
const AT_ONCE = 2;
const RATHER_NOT = /^\/(accounts|admin|ops|exports|live|drafts|verify|i)\/|\/(new|edit|export|file|pdf|paper|preview|tile|labels|bench|import)\//;
const unkept = new Set(); // kinds of pages that nobody keeps
let meant = null;
let drawn;
let underway = 0;
let timer;

export function lookAhead(worker) {
  if (navigator.connection?.saveData) return;
  const mean = ({ target }, wait) => {
    const link = target.closest?.("a[href]");
    if (link && link === meant) return;
    forgo();
    if (!worker() || !link || !leads(link)) return;
    meant = link;
    timer = setTimeout(fetchAhead, wait, link);
  };
  document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && mean(event, MEANT_MS));
  document.addEventListener("focusin", (event) => mean(event, MEANT_MS));
  document.addEventListener("touchstart", (event) => mean(event, 0), { passive: true });
  for (const name of ["pointercancel", "pagehide"]) addEventListener(name, forgo); // a finger that scrolls
}

// Nobody points there any more, or what was drawn may no longer be true, or no longer this person's.
export function forgo() {
  clearTimeout(timer);
  meant = null;
  drawn?.remove();
}

function leads(link) {
  const isPlain = link.origin === location.origin && !link.hasAttribute("download") && (!link.target || link.target === "_self");
  return isPlain && link.pathname !== location.pathname && !RATHER_NOT.test(link.pathname);
}

async function fetchAhead(link) {
  const kind = link.pathname.replace(/\d+/g, "0");
  if (unkept.has(kind)) return;
  if (underway >= AT_ONCE) return void (timer = setTimeout(fetchAhead, MEANT_MS, link));
  underway += 1;
  const headers = { "RealSync-Ahead": "1" };
  const answer = await fetch(link.href.split("#")[0], { headers, redirect: "manual", priority: "low" }).catch(() => null);
  underway -= 1;
  if (answer?.status !== 204) unkept.add(kind);
  else if (link === meant) draw(link.href);
}

function draw(url) {
  const textContent = JSON.stringify({ prerender: [{ urls: [url], eagerness: "immediate" }] });
  drawn = Object.assign(document.createElement("script"), { type: "speculationrules", textContent });
  document.head.append(drawn);
}
