// A long list of which only the rows in sight, and ten on either side, are in the page; the others are
// fetched by their place, fifty at a time. The element scrolls, [data-rows] in it holds rows of one
// height: data-first is the place of the first of them, data-total how many there are in all.

import { put } from "./list-put.js";

const AROUND = 10;
const AT_ONCE = 50;
const MOST = 100;

export class RowWindow {
  #asked = new Map();
  #state = 0; // moves with each change of places: what was asked before is of no use then

  constructor(element, address) {
    this.element = element;
    this.address = address;
    this.list = element.querySelector("[data-rows]");
    this.rows = new Array(Number(this.list.dataset.total));
    this.#take(this.list, Number(this.list.dataset.first));
    this.height = this.list.firstElementChild?.getBoundingClientRect().height || 1;
    element.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(element);
  }

  get total() {
    return this.rows.length;
  }

  placeOf(id) {
    return this.rows.findIndex((row) => row?.dataset.id === String(id));
  }

  async row(place) {
    while (place < this.total && !this.rows[place]) {
      if (!(await this.#fetch(place))) return undefined;
    }
    return this.rows[place];
  }

  // In sight, and in the page.
  show(place) {
    const { scrollTop, clientHeight } = this.element;
    const top = place * this.height;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight) this.element.scrollTop = top + this.height - clientHeight;
    this.draw();
  }

  remove(place) {
    this.#moved();
    this.rows.splice(place, 1)[0]?.remove();
    this.draw();
  }

  draw() {
    const { scrollTop, clientHeight } = this.element;
    const from = Math.max(0, Math.floor(scrollTop / this.height) - AROUND);
    const to = Math.min(this.total, from + MOST, Math.ceil((scrollTop + clientHeight) / this.height) + AROUND);
    const places = Array.from({ length: Math.max(0, to - from) }, (_none, at) => from + at);
    const shown = places.map((place) => this.rows[place] ?? empty());
    places.forEach((place, at) => mark(shown[at], place + 1, this.total));
    put(this.list, shown);
    this.list.style.paddingBlock = `${from * this.height}px ${(this.total - Math.max(from, to)) * this.height}px`;
    const missing = places.find((place) => !this.rows[place]);
    if (missing !== undefined) this.#fetch(missing).then((came) => came && this.draw());
  }

  #moved() {
    this.#state += 1;
    this.#asked.clear();
  }

  #fetch(place) {
    const first = place - (place % AT_ONCE);
    if (!this.#asked.has(first)) this.#asked.set(first, this.#ask(first));
    return this.#asked.get(first);
  }

  async #ask(first) {
    const state = this.#state;
    try {
      const answer = await fetch(`${this.address}?from=${first}`, { redirect: "manual" });
      if (!answer.ok) return false;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (state !== this.#state) return true; // asked again, by the places of now
      this.#take(page.querySelector("[data-rows]"), first);
      return true;
    } catch {
      return false;
    }
  }

  // A row that is here already stays the same element: it may be ticked, or have the focus.
  #take(list, first) {
    const known = new Map(this.rows.filter(Boolean).map((row) => [row.dataset.id, row]));
    const total = Number(list.dataset.total);
    if (total !== this.total) {
      this.#moved();
      this.rows = new Array(total);
    }
    [...list.children].forEach((row, at) => {
      this.rows[first + at] = known.get(row.dataset.id) ?? ours(row);
    });
  }
}

function ours(row) {
  return row.ownerDocument === document ? row : document.adoptNode(row);
}

function empty() {
  const row = document.createElement("li");
  row.className = "queue-item";
  row.innerHTML = '<span class="skeleton"></span>';
  return row;
}

function mark(row, place, total) {
  row.setAttribute("aria-posinset", place);
  row.setAttribute("aria-setsize", total);
}
