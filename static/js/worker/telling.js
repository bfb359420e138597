// What pages are told, and what the house is told of how much came from here.

const PAINTED_MS = 300;
const COUNTED_EVERY_MS = 60_000;
const onTheWay = new Set(); // pages that were answered, and do not listen yet

async function tell(event, message) {
  const page = message && (await clients.get(event.resultingClientId || event.clientId));
  page?.postMessage(message);
}

async function tellAll(message) {
  for (const page of await clients.matchAll()) page.postMessage(message);
  for (const id of onTheWay) clients.get(id).then((page) => page?.postMessage(message));
}

// What is written until it listens, it hears then.
async function expect({ resultingClientId: id }) {
  if (!id) return;
  onTheWay.add(id);
  await clients.get(id);
  onTheWay.delete(id);
}

// Navigations and fragments; what modules fetch by themselves is neither.
const isPart = ({ mode, headers }) => mode === "navigate" || headers.has("HX-Request");

function count({ state }, request, condition) {
  if (!isPart(request)) return;
  state.counts[condition] = (state.counts[condition] ?? 0) + 1;
}

// Sent when a page is left, seldom; what could not be sent goes with the next.
async function sendCounts(shelf, { address, token }) {
  const { state } = shelf;
  if (!Object.keys(state.counts).length || Date.now() - state.toldAt < COUNTED_EVERY_MS) return;
  const counts = { fresh: 0, stale: 0, missing: 0, dirty: 0, ...state.counts };
  Object.assign(state, { counts: {}, toldAt: Date.now() });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(counts), redirect: "manual" }).catch(() => null);
  if (!answer?.ok) for (const [name, number] of Object.entries(counts)) state.counts[name] = (state.counts[name] ?? 0) + number;
  await save(shelf);
}

// For the panel.
async function listed({ cache, state }) {
  const found = (await cache.keys()).map(async ({ url }) => [url, await cache.match(url)]);
  const kept = (await Promise.all(found)).filter(([, answer]) => answer?.headers.has("RealSync-Kept"));
  return kept.map(([url, { headers }]) => {
    const { at, fresh, refetch, ...facts } = factsOf(headers);
    return { url, at, fresh, refetch, condition: conditionOf(state, { at, fresh, ...facts }), ...state.uses[url] };
  });
}

// Of a page that was left for another: once that is painted.
async function sayLater({ address, fields, token }) {
  await new Promise((done) => setTimeout(done, PAINTED_MS));
  await fetch(address, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams(fields), redirect: "manual" });
}
