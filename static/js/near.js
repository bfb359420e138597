// Cards are fetched once the page is painted: those in sight, others as they come near, or when somebody
// who looks around rests.

const LOOKS_AROUND = ["scroll", "wheel", "pointermove", "pointerdown", "keydown"];
const REST_MS = 300;
const WAITING = "[hx-trigger~=near]";
const STAYS_MS = 3_000;
let leftAt = 0;
let timer;

const painted = new Promise((done) => new PerformanceObserver(done).observe({ type: "paint", buffered: true }));
const inSight = new IntersectionObserver(
  (seen) => painted.then(() => seen.forEach(({ isIntersecting, target }) => isIntersecting && fetchCard(target))),
  { rootMargin: "200px 0px" },
);

// `htmx` knows them from then on.
document.addEventListener("DOMContentLoaded", () => {
  for (const card of document.querySelectorAll(WAITING)) inSight.observe(card);
  for (const name of LOOKS_AROUND) addEventListener(name, wait, { passive: true });
  addEventListener("beforeprint", fetchAll);
});

function wait() {
  clearTimeout(timer);
  timer = setTimeout(fetchAll, REST_MS);
}

function fetchCard(card) {
  inSight.unobserve(card);
  htmx.trigger(card, "near");
}

function fetchAll() {
  for (const card of document.querySelectorAll(WAITING)) fetchCard(card);
}

// Not while the page is left.
addEventListener("beforeunload", () => (leftAt = Date.now()));
document.addEventListener("htmx:confirm", (event) => {
  if (Date.now() > leftAt + STAYS_MS || !event.target.matches(WAITING)) return;
  event.preventDefault();
  setTimeout(event.detail.issueRequest, STAYS_MS);
});
