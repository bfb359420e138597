// What one person has seen: a cache of this release, named after the person's key. Everything else that
// lies in Cache storage is dropped as soon as somebody else, or nobody, is signed in.

const FOLDER = "pages:";
const STATE = "/freshness/state";
const MOST = 300;
const SAVED_AFTER_MS = 1000;

let opened = { name: "", shelf: Promise.resolve(null) };
let seen = ""; // whose answer came last, in a browser that does not tell workers of cookies

const isToldOfCookies = "cookieStore" in self;

async function personNow() {
  return isToldOfCookies ? ((await cookieStore.get("realsync_person"))?.value ?? "") : seen;
}

function hearWhose({ headers, type, status }) {
  if (isToldOfCookies) return;
  if (headers.has("RealSync-Person")) seen = headers.get("RealSync-Person");
  else if (type === "opaqueredirect" || status === 401) seen = "";
}

// Null where nobody is known.
async function shelfNow() {
  const person = await personNow();
  const name = person && `${FOLDER}${RELEASE}:${person}`;
  if (opened.name !== name) opened = { name, shelf: open(name, person) };
  return opened.shelf.catch((error) => {
    opened.name = null; // tried again
    throw error;
  });
}

async function open(name, person) {
  await drop(name);
  if (!name) return null;
  const cache = await caches.open(name);
  const state = await cache.match(STATE);
  return { name, person, cache, state: { ...newState(), ...(await state?.json()) } };
}

async function drop(except = "") {
  if (opened.name !== except) opened = { name: "", shelf: Promise.resolve(null) };
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(FOLDER) && name !== except).map((name) => caches.delete(name)));
}

function save({ cache, state }) {
  return cache.put(STATE, new Response(JSON.stringify(state)));
}

// How often something was seen is no loss.
function saveLater(shelf) {
  shelf.saving ??= new Promise((done) => setTimeout(done, SAVED_AFTER_MS)).then(() => {
    shelf.saving = null;
    return isOpen(shelf) && save(shelf);
  });
  return shelf.saving;
}

const isOpen = ({ name }) => opened.name === name;
const nameOf = (url) => url.split("#")[0];

async function find({ cache }, url) {
  const answer = (await cache.match(nameOf(url))) ?? (await withRow(cache, url));
  return answer && { answer, facts: factsOf(answer.headers) };
}

// From a record back to its list: the list as it was, where it holds the record's row.
async function withRow(cache, url) {
  const list = new URL(nameOf(url));
  const id = list.searchParams.get("at");
  list.searchParams.delete("at");
  const answer = id && (await cache.match(list.href));
  return answer && (await answer.clone().text()).includes(`data-id="${id}"`) ? answer : undefined;
}

function factsOf(headers) {
  const [at, epoch] = (headers.get("RealSync-Kept") ?? "0 0").split(" ").map(Number);
  const [fresh, more] = (headers.get("RealSync-Fresh") ?? "0").split(";");
  const refetch = Number(more?.match(/refetch=(\d+)/)?.[1] ?? 0);
  const tags = (headers.get("RealSync-Tags") ?? "").split(" ").filter(Boolean);
  return { at, epoch, fresh: Number(fresh), refetch, tags, etag: headers.get("ETag") };
}

async function keep(shelf, url, text, headers, { at, epoch }) {
  const kept = new Headers(headers);
  kept.set("RealSync-Kept", `${at} ${epoch}`);
  for (const name of ["Content-Encoding", "Content-Length"]) kept.delete(name);
  try {
    await shelf.cache.put(nameOf(url), new Response(text, { headers: kept }));
    await trim(shelf);
  } catch {
    // The disk is full, or the browser keeps nothing: the page is shown all the same.
    return false;
  }
  return true;
}

async function forget(shelf, url) {
  delete shelf.state.uses[nameOf(url)];
  await shelf.cache.delete(nameOf(url));
}

// What was not used for longest goes first.
async function trim(shelf) {
  const uses = Object.entries(shelf.state.uses).sort(([, one], [, other]) => other.used - one.used);
  await Promise.all(uses.slice(MOST).map(([url]) => forget(shelf, url)));
}

function use({ state }, url, change) {
  const before = state.uses[nameOf(url)] ?? { hits: 0, misses: 0 };
  state.uses[nameOf(url)] = { ...before, ...change(before), used: Date.now() };
}
