// The worker of this release: at once in the place of the one before.

const SIGN_OUT = "/accounts/logout/";

addEventListener("install", (event) => {
  skipWaiting();
  // Past the worker, where browsers can be told: what is said at the moment when a page goes ("nobody
  // is here any more", "the lock is free") would be lost on its way through here.
  event.addRoutes?.([...PAST.map((pathname) => ({ urlPattern: { pathname } })), AT_ONCE].map((condition) => ({ condition, source: "network" }))).catch(() => {});
});
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), shelfNow().catch(() => {})])));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method === "POST" && pathname === SIGN_OUT) return event.waitUntil(drop().catch(() => {}));
  if (!isOurs(request)) return undefined;
  if (isRead(request)) return event.respondWith(read(event));
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  if (isUpload(request)) return event.waitUntil(writePast().catch(() => {}));
  return event.respondWith(write(event));
});

function isUpload({ mode, headers }) {
  return mode !== "navigate" && /^multipart\//.test(headers.get("Content-Type"));
}

addEventListener("message", (event) => event.waitUntil(hearPage(event).catch(() => {})));

async function hearPage({ data, ports }) {
  if (data.kind === "departed") return sayLater(data);
  const shelf = await shelfNow();
  if (!shelf) return ports[0]?.postMessage([]);
  if (data.kind === "hint") hint(shelf.state, data);
  if (data.kind === "dirty") makeDirty(shelf.state);
  if (data.kind === "took") await took(shelf, data);
  if (data.kind === "left") return sendCounts(shelf, data);
  if (data.kind === "list") return ports[0].postMessage(await listed(shelf));
  if (data.kind === "clear") {
    for (const url of data.urls) await forget(shelf, url);
    ports[0].postMessage(await listed(shelf));
  }
  return save(shelf);
}
