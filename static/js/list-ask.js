// Requests of one list: one at a time, few while it scrolls, none whose rows are no longer wanted.

import { chunkOf } from "./list-run.js";

const PAUSE_MS = 500; // at least, while it moves
const REST_FRAMES = 3; // without a movement are a rest: a busy page has long frames

export class Asking {
  #now; // what is on its way
  #next;
  #askedAt = 0;
  #still = REST_FRAMES;
  #frame;

  constructor(address, came) {
    this.address = address;
    this.came = came;
  }

  moved() {
    this.#still = 0;
  }

  // `next` says what is wanted when the time has come: {params, isWanted, take}, or nothing.
  soon(next) {
    if (this.#now && !this.#now.isWanted()) this.drop();
    this.#next = next;
    if (!this.#now) this.#frame ??= requestAnimationFrame(() => this.#look());
  }

  #look() {
    this.#frame = undefined;
    if (this.#now) return;
    if (!performance.getEntriesByType("paint").length) return this.soon(this.#next); // seen first
    this.#still += 1;
    if (this.#still >= REST_FRAMES || performance.now() >= this.#askedAt + PAUSE_MS) this.#ask(this.#next());
    else this.soon(this.#next);
  }

  drop() {
    cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#now?.stop.abort();
    this.#now = undefined;
  }

  async fetch(params, signal, cache = "default") {
    const address = new URL(this.address, location);
    for (const [name, value] of Object.entries(params)) address.searchParams.set(name, value);
    const answer = await fetch(address, { signal, cache, redirect: "manual" });
    if (!answer.ok) throw new Error(answer.type === "opaqueredirect" ? 401 : answer.status);
    const made = document.createElement("template");
    made.innerHTML = await answer.text();
    return chunkOf(document.adoptNode(made.content));
  }

  async #ask(wanted) {
    if (!wanted) return;
    const asked = { ...wanted, stop: new AbortController() };
    this.#now = asked;
    this.#askedAt = performance.now();
    const chunk = await this.fetch(wanted.params, asked.stop.signal).catch((error) => ({ error }));
    if (this.#now !== asked) return;
    this.#now = undefined;
    if (chunk.error) failed(chunk.error);
    else {
      wanted.take(chunk);
      this.came();
    }
  }
}

function failed(error) {
  if (error.message === "401") return void location.reload();
  const text = document.getElementById("toasts")?.dataset.failed;
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, look: "bad", key: "status" } }));
}
