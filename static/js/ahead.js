// Whoever points at a link is about to follow it: its page is fetched before the click, by the worker,
// which keeps it by its own rules. Not where somebody saves data; two at a time.

const MEANT_MS = 65;
const AT_ONCE = 2;
const RATHER_NOT = /^\/(accounts|admin|ops|exports|live|drafts|verify|i)\/|\/(new|edit|export|file|pdf|paper|preview|tile|labels|bench|import)\//;
const unkept = new Set(); // kinds of pages that nobody keeps
let underway = 0;
let timer;

export function lookAhead(worker) {
  if (navigator.connection?.saveData) return;
  const meant = ({ target }, wait) => {
    clearTimeout(timer);
    const link = target.closest?.("a[href]");
    if (worker() && link && leads(link)) timer = setTimeout(fetchAhead, wait, link);
  };
  document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && meant(event, MEANT_MS));
  document.addEventListener("focusin", (event) => meant(event, MEANT_MS));
  document.addEventListener("touchstart", (event) => meant(event, 0), { passive: true });
}

function leads(link) {
  const isPlain = link.origin === location.origin && !link.hasAttribute("download") && (!link.target || link.target === "_self");
  return isPlain && link.pathname !== location.pathname && !RATHER_NOT.test(link.pathname);
}

async function fetchAhead(link) {
  const kind = link.pathname.replace(/\d+/g, "0");
  if (underway >= AT_ONCE || unkept.has(kind)) return;
  underway += 1;
  const headers = { "RealSync-Ahead": "1" };
  const answer = await fetch(link.href.split("#")[0], { headers, redirect: "manual", priority: "low" }).catch(() => null);
  if (answer?.status !== 204) unkept.add(kind);
  underway -= 1;
}
