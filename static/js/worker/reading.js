// A page or fragment: fresh, from here, without a request; stale, from here, and corrected in the page
// if the server knows better; missing or dirty, from the server.

const AHEAD = "RealSync-Ahead"; // somebody is about to open it
const coming = new Map(); // what is asked for ahead, by name

async function read(event) {
  let shelf;
  try {
    shelf = await shelfNow();
  } catch {
    shelf = null; // nothing can be kept in this browser: as if there were no worker
  }
  return shelf ? shown(event, shelf) : unkept(event.request);
}

async function unkept(request) {
  const answer = await fetch(request);
  hearWhose(answer);
  return answer;
}

async function shown(event, shelf) {
  const { request } = event;
  const isAhead = request.headers.has(AHEAD);
  if (!isAhead) await coming.get(nameOf(request.url));
  const entry = await find(shelf, request.url).catch(() => undefined);
  const condition = entry ? conditionOf(shelf.state, entry.facts) : "missing";
  if (isAhead) return ahead(event, shelf, entry, condition);
  const isAnew = isAskedAnew(request) || (request.mode === "navigate" && !isToldOfCookies);
  const isHere = !isAnew && (condition === "fresh" || condition === "stale");
  count(shelf, request, isHere || !entry ? condition : "dirty");
  event.waitUntil(saveLater(shelf).catch(() => {}));
  event.waitUntil(expect(event));
  return isHere ? fromHere(event, shelf, entry, condition) : fromServer(event, shelf, entry);
}

function fromHere(event, shelf, entry, condition) {
  const { request } = event;
  use(shelf, request.url, ({ hits }) => ({ hits: hits + 1 }));
  if (isPart(request)) event.waitUntil(tell(event, { kind: "shown", url: request.url, ...entry.facts }));
  if (condition === "stale") event.waitUntil(correct(event, shelf, entry).catch(() => {}));
  return entry.answer.clone();
}

async function correct(event, shelf, entry) {
  const { news } = await ask(shelf, event.request, entry);
  if (isPart(event.request)) await tell(event, await news);
}

async function fromServer(event, shelf, entry) {
  const { request } = event;
  const { answer, news } = await ask(shelf, request, entry);
  event.waitUntil(news.then((told) => tell(event, toTell(request, told))).catch(() => {}));
  return answer;
}

// A page has what it asked for; what fresh.js asks for, "no-cache", stands elsewhere in it.
function toTell({ mode, cache, headers }, told) {
  if (mode !== "navigate" && cache === "no-cache") return told;
  if (!told || told.kind === "gone" || !isPart({ mode, headers })) return null;
  return told.kind === "fresh" ? { ...told, kind: "shown", text: "" } : told;
}

// 204 where it is here by then.
async function ahead(event, shelf, entry, condition) {
  const name = nameOf(event.request.url);
  if (condition !== "fresh" && !coming.has(name)) {
    coming.set(name, ask(shelf, event.request, entry).then(({ news }) => news).catch(() => {}));
    await coming.get(name);
    coming.delete(name);
    event.waitUntil(saveLater(shelf).catch(() => {}));
  }
  return new Response(null, { status: (await find(shelf, name).catch(() => null)) ? 204 : 205 });
}

// The answer as soon as it is there; `news` once it is kept: what is to be told to the page.
async function ask(shelf, request, entry) {
  const start = { at: Date.now(), epoch: shelf.state.epoch };
  const came = await fetch(anew(request, entry?.facts.etag));
  hearWhose(came);
  if (isOfAnother(came)) return { answer: came, news: leaveToNext() };
  await hear(shelf, came);
  const isSame = came.status === 304 && entry;
  const answer = isSame ? new Response(entry.answer.clone().body, { headers: renewed(entry.answer, came) }) : came;
  return { answer, news: remember(shelf, request, entry, answer.clone(), start) };
}

// A page asked past the worker. A write since then may have been faster: then it stays what it was, stale.
async function took(shelf, { url, at, text, status, headers }) {
  const answer = new Response(text, { status: status || 401, headers }); // 0: led to the sign-in
  if (isOfAnother(answer)) return leaveToNext();
  const { epoch, movedAt } = shelf.state;
  await hear(shelf, answer);
  return (at > movedAt || isGone(answer)) && remember(shelf, { url }, undefined, answer, { at, epoch });
}

// Not from the browser's own cache, nor into it.
function anew(request, etag) {
  const headers = new Headers(request.headers);
  if (etag) headers.set("If-None-Match", etag);
  const mode = request.mode === "navigate" ? "same-origin" : request.mode;
  return new Request(request, { headers, mode, cache: "no-store", referrer: request.referrer });
}

function renewed(old, answer) {
  const headers = new Headers(old.headers);
  for (const [name, value] of answer.headers) if (/^(realsync-|etag)/.test(name)) headers.set(name, value);
  return headers;
}

function isOfAnother({ headers }) {
  const release = headers.get("RealSync-Release");
  return release && release !== RELEASE;
}

// The worker of another release takes over, and nothing of this one's is shown any more.
async function leaveToNext() {
  await drop();
  await registration.update();
}

// A read, too, may say what was written: the one behind a form's redirect.
async function hear(shelf, answer) {
  const names = endHidden(shelf.state, answer);
  if (!names.length) return;
  await save(shelf).catch(() => {});
  tellAll({ kind: "written", names });
}

async function remember(shelf, request, entry, answer, start) {
  const { url } = request;
  if (isGone(answer)) {
    await forget(shelf, url).catch(() => {});
    await shelfNow().catch(() => {}); // signed out: nothing else stays either
    return { kind: "gone", url };
  }
  if (answer.status !== 200) return null;
  const text = await answer.text();
  const took = Date.now() - start.at;
  if (!isOpen(shelf)) return null;
  if (hasPassed(shelf, answer, start)) return { kind: "passed", url };
  if (mayBeKept(answer, shelf.person) && (await keep(shelf, url, text, answer.headers, start))) {
    use(shelf, url, ({ misses }) => ({ misses: misses + 1, took, isPage: isPage(text) }));
  }
  const isNew = entry && text !== (await entry.answer.clone().text());
  return { ...factsOf(answer.headers), kind: isNew ? "fresh" : "shown", url, text: isNew ? text : "", at: start.at };
}

// What was asked for before a write is not brought back after it.
function hasPassed({ state }, { headers }, { epoch }) {
  return isDirty(state, { ...factsOf(headers), epoch });
}

const isPage = (text) => /^\s*<!doctype/i.test(text);
