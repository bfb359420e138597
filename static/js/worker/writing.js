// One's own writes are seen at once: nothing is shown from here until it is known what they touched.

async function write(event) {
  const { request } = event;
  const shelf = await shelfNow().catch(() => null);
  if (!shelf) return fetch(request);
  const mine = beginWrite(shelf.state);
  tellAll({ kind: "writing" });
  // Handed to the browser before the write is: it keeps what it was given, though the worker end here.
  const begun = save(shelf).catch(() => drop());
  let answer;
  try {
    answer = await fetch(request);
    return answer;
  } finally {
    await begun;
    const names = endWrite(shelf.state, mine, answer);
    await save(shelf).catch(() => drop());
    if (names.length) event.waitUntil(tellAll({ kind: "written", names }));
  }
}

// A file on its way up shows how far it is: the worker does not stand between.
async function writePast() {
  const shelf = await shelfNow();
  if (!shelf) return;
  makeDirty(shelf.state);
  tellAll({ kind: "writing" });
  await save(shelf);
}

function makeDirty(state) {
  state.all = move(state);
}
