// One's own writes are seen at once: nothing is shown from here until it is known what they touched.
// They are sent on without a wait, and nobody has the answer before it is noted that they were.

async function write(event) {
  const answering = fetch(event.request);
  answering.catch(() => {}); // it is waited for below
  const shelf = await shelfNow().catch(() => null);
  if (!shelf) return answering;
  const mine = beginWrite(shelf.state);
  tellAll({ kind: "writing" });
  await save(shelf).catch(() => drop());
  let answer;
  try {
    answer = await answering;
    return answer;
  } finally {
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
  state.epoch += 1;
  state.all = state.epoch;
}
