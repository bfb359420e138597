// What was typed at the bench and is not on the server yet: in the browser's own storage, in order,
// across reloads and sign-outs. Each entry says whose it is. Where a browser keeps nothing, in memory.

const NAME = "realsync-bench";
let memory = null;
let database = null;

export const isKept = () => memory === null;

async function entries(mode, act) {
  if (memory) return act(null);
  try {
    database ??= await opened();
  } catch {
    memory = new Map();
    return act(null);
  }
  const transaction = database.transaction("entries", mode);
  const asked = act(transaction.objectStore("entries"));
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(asked?.result);
    transaction.onabort = transaction.onerror = () => fail(transaction.error);
  });
}

function opened() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "id", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

// Resolves once it is on the disk.
export function keep(entry) {
  return entries("readwrite", (store) => {
    if (store) return store.put(entry);
    entry.id ??= Math.max(0, ...memory.keys()) + 1;
    memory.set(entry.id, entry);
  });
}

export function forget(ids) {
  return entries("readwrite", (store) => {
    for (const id of ids) (store ?? memory).delete(id);
  });
}

// All of them, the oldest first.
export async function kept() {
  const found = await entries("readonly", (store) => (store ? store.getAll() : null));
  return found ?? [...memory.values()];
}
