// A list of any length of which only the rows in sight, and ten on either side, are in the page. Two
// empty rows stand for all the others. Where that would be higher than a browser can draw, they are
// scaled: a little scrolling moves row by row, a long way goes by the share of the whole.

import { Asking } from "./list-ask.js";
import { Box } from "./list-box.js";
import { put } from "./list-put.js";
import { chunkOf, Run } from "./list-run.js";
import { same } from "./list-same.js";

const AROUND = 10;
const MOST = 100;
const AHEAD = 100; // rows that are there before the eye
const NEAR = 250; // so far the run grows; beyond, one jumps
const FIRST_GUESS = 1_001; // a list that has no numbered pages
const REST_MS = 120;

export class Scroller {
  #at = 0; // how far the list is scrolled, in pixels of all its rows
  #seen = 0; // the same in pixels of the page, when it was last drawn
  #rest;
  #late;
  #width;
  #isUntold = false; // that one has scrolled
  #frame;
  #lost; // id of the row that had the focus when it went out of sight

  constructor(table, { address, place, total }) {
    this.table = table;
    this.box = new Box(table);
    this.body = this.box.body;
    const chunk = chunkOf(this.body);
    this.run = new Run(chunk, chunk.place ?? place ?? (chunk.hasBefore ? AHEAD : 0));
    this.total = Math.max(total ?? FIRST_GUESS, this.run.end + (this.run.after ? 1 : 0));
    this.gaps = [gap(), gap()];
    this.body.querySelector("tr.more")?.remove();
    table.dataset.scrolls = "";
    this.asking = new Asking(address, () => this.#came());
    this.#measure();
    this.#at = this.run.first * this.height + this.box.offset;
    this.#listen();
    this.draw();
    this.#settle();
  }

  get first() {
    return Math.min(Math.max(0, Math.round(this.#at / this.height)), Math.max(0, this.total - 1));
  }

  get last() {
    return Math.min(this.total - 1, Math.max(0, Math.ceil((this.#at + this.box.height) / this.height) - 1));
  }

  // Of a row: how far its upper edge is below that of the list.
  offsetOf(place) {
    return place * this.height - this.#at;
  }

  know(total) {
    this.total = this.run.after ? Math.max(total, this.run.end + 1) : this.run.end;
    this.draw();
    this.#settle();
  }

  // The list as it was: rows of there, the first of them at `first`, and how far one of them, by its
  // number, was below the upper edge.
  begin(chunk, first, nth, offset) {
    this.asking.drop();
    this.run = new Run(chunk, first);
    this.#arrived();
    this.#to((this.run.first + nth) * this.height - offset);
  }

  // So that the row is in sight.
  show(place) {
    const top = place * this.height;
    const view = this.box.height;
    if (top < this.#at) this.#to(top);
    else if (top + this.height > this.#at + view) this.#to(top + this.height - view);
  }

  // The row at a place, when it has come; undefined if it does not.
  async row(place) {
    this.show(place);
    for (let tries = 0; tries < 40 && !this.run.at(place); tries += 1) {
      if (place >= this.run.end && !this.run.after) return this.run.rows.at(-1);
      this.draw();
      await new Promise((done) => setTimeout(done, 25));
    }
    return this.run.at(place);
  }

  draw() {
    const offset = this.box.offset;
    this.#follow(offset);
    const view = this.box.height;
    const from = Math.max(this.run.first, Math.floor(this.#at / this.height) - AROUND, 0);
    const until = Math.ceil((this.#at + view) / this.height) + AROUND;
    const to = Math.max(from, Math.min(this.run.end, until, from + MOST));
    const rows = this.run.rows.slice(from - this.run.first, to - this.run.first);
    const tall = Box.tall(this.total * this.height);
    const above = rows.length ? Math.max(0, from * this.height - this.#at + offset) : tall;
    const below = rows.length ? Math.max(0, tall - above - rows.length * this.height) : 0;
    const isNew = this.#put(rows, from, above, this.run.after || to < this.run.end ? below : 0);
    if (isNew) this.#tell();
    this.asking.soon(() => this.#wanted());
  }

  // Read again, and put in place of what stands there: what stays keeps its element, its focus and tick.
  async refresh() {
    const from = this.run.chunkAt(this.first);
    if (!from?.start) return;
    const { first, last } = this;
    const place = this.run.placeOf(from.rows[0].dataset.id);
    const known = new Map(this.run.rows.map((row) => [row.dataset.id, row]));
    const chunk = await this.asking.fetch({ top: from.start }, null, "no-store").catch(() => null);
    if (!chunk?.rows.length || this.run.chunkAt(first) !== from) return;
    const chunks = [chunk];
    if (place + chunk.rows.length <= last && chunk.after) {
      chunks.push(await this.asking.fetch({ after: chunk.after }, null, "no-store").catch(() => null));
    }
    if (chunks.includes(null) || this.run.chunkAt(first) !== from) return;
    for (const each of chunks) each.rows = each.rows.map((row) => same(known.get(row.dataset.id), row));
    this.asking.drop();
    this.run = new Run(chunks[0], place);
    if (chunks[1]) this.run.append(chunks[1]);
    this.draw();
    this.#tell();
  }

  // What htmx has put in the place of a row, or taken away, is so in the list, too.
  adopt() {
    const changed = this.drawn.filter((row) => !row.isConnected);
    if (!changed.length) return;
    const now = new Map([...this.body.querySelectorAll("tr.row")].map((row) => [row.dataset.id, row]));
    for (const row of changed) this.run.replace(row, now.get(row.dataset.id));
    this.#arrived();
    this.draw();
  }

  stop() {
    this.asking.drop();
    this.watching.disconnect();
    clearTimeout(this.#rest);
    clearTimeout(this.#late);
    this.leaving.abort();
  }

  #tell() {
    this.table.dispatchEvent(new CustomEvent("list:drawn", { bubbles: true }));
  }

  #listen() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    const scrolled = () => {
      this.asking.moved();
      this.#isUntold = true;
      this.#frame ??= requestAnimationFrame(() => this.#drawn());
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => this.#rested(), REST_MS);
    };
    this.box.target.addEventListener("scroll", scrolled, { passive: true, signal });
    this.watching = new ResizeObserver(() => this.#resized());
    this.watching.observe(this.table);
    addEventListener("resize", () => this.draw(), { signal });
  }

  #drawn() {
    this.#frame = undefined;
    this.draw();
  }

  #rested() {
    this.draw();
    this.#settle();
    // Where rows are still to come, it has not come to rest.
    if (!this.#isUntold || !this.run.at(this.first)) return;
    this.#isUntold = false;
    this.table.dispatchEvent(new CustomEvent("list:rested", { bubbles: true }));
  }

  // It grows and shrinks with what is known of it, too: rows are measured anew where it gets wider. One
  // that is hidden, or was taken off the page, has no height to reckon with.
  #resized() {
    if (!this.table.offsetWidth || this.table.offsetWidth === this.#width) return;
    const before = this.height;
    this.#measure();
    if (this.height !== before) this.#to((this.#at / before) * this.height);
    else this.draw();
  }

  // A row is as high as most are. A card is as high as the highest: what is longer is cut off.
  #measure() {
    this.#width = this.table.offsetWidth;
    // A cell across columns that are not shown would make room for them.
    const columns = [...this.table.tHead.rows[0].cells].filter((cell) => cell.offsetWidth).length;
    for (const each of this.gaps) each.firstElementChild.colSpan = Math.max(1, columns);
    const rows = [...this.body.querySelectorAll("tr.row")];
    if (!rows.length) return;
    this.table.style.setProperty("--card", "auto");
    const heights = rows.map((row) => row.getBoundingClientRect().height).sort((one, other) => one - other);
    const highest = Math.ceil(heights.at(-1));
    this.height = this.box.isCards ? highest : heights[heights.length >> 1];
    this.table.style.setProperty("--card", `${this.height}px`);
    this.table.style.setProperty("--row-height", `${this.height}px`);
  }

  // Of scrolling: near by row by row, far away by the share of the whole.
  #follow(offset) {
    const by = offset - this.#seen;
    const far = Math.abs(by) > 2 * this.box.height;
    this.#at = far && this.#scale !== 1 ? offset * this.#scale : Math.max(0, this.#at + by);
    if (far && this.#scale === 1) this.#at = offset;
    this.#seen = offset;
  }

  get #furthest() {
    return Math.max(0, this.total * this.height - this.box.height);
  }

  get #scale() {
    const all = this.total * this.height;
    const view = this.box.height;
    return all > Box.tall(all) ? (all - view) / (Box.tall(all) - view) : 1;
  }

  // The page stands where the place belongs; what is seen does not move.
  #settle() {
    const { offset } = this.box;
    const by = this.#at / this.#scale - offset;
    const isFar = Math.abs(by) > (this.#scale === 1 ? 1 : this.box.height);
    if (!isFar && !(offset < this.height && this.#at > offset + 1)) return;
    this.box.by(by);
    this.#seen = this.box.offset;
    this.draw();
  }

  #to(at) {
    this.#at = Math.min(Math.max(0, at), this.#furthest);
    this.#seen = this.box.offset;
    this.draw();
    this.box.by(this.#at / this.#scale - this.box.offset);
    this.#seen = this.box.offset;
    this.draw();
  }

  // At its beginning and at its end the run knows its place exactly.
  #corrected() {
    const by = this.run.before ? Math.max(0, 1 - this.run.first) : -this.run.first;
    this.#shift(by);
    if (!this.run.after) this.total = this.run.end;
    else if (this.total <= this.run.end) this.total = this.run.end + 1;
    if (this.#at > this.#furthest + this.box.height / 2) this.#at = this.#furthest;
  }

  #shift(places) {
    this.run.first += places;
    this.#at += places * this.height;
  }

  #wanted() {
    const { first, last, run } = this;
    const back = { params: { before: run.before }, take: (chunk) => this.#earlier(chunk) };
    const on = { params: { after: run.after }, take: (chunk) => this.#later(chunk) };
    const near = { isWanted: () => this.first < run.end + NEAR && this.last >= run.first - NEAR };
    if (first < run.end + NEAR && last >= run.first - NEAR) {
      const isBack = run.first - first > last - run.end;
      if (isBack && run.before && first - AHEAD < run.first) return { ...back, ...near };
      if (run.after && last + AHEAD >= run.end) return { ...on, ...near };
      if (run.before && first - AHEAD < run.first) return { ...back, ...near };
      return null;
    }
    const place = Math.max(0, first - AROUND);
    const isWanted = () => this.last >= place && this.first < place + 50;
    return { params: { place }, isWanted, take: (chunk) => this.#jumped(chunk, place) };
  }

  #came() {
    this.draw();
    clearTimeout(this.#late);
    this.#late = setTimeout(() => this.#rested(), REST_MS);
  }

  #earlier(chunk) {
    this.run.prepend(chunk);
    if (!chunk.rows.length) this.run.chunks[0].hasBefore = false;
    this.#arrived();
  }

  // Rows that stood further up, and have moved here, leave what is seen where it is.
  #later(chunk) {
    if (!chunk.rows.length) this.run.chunks.at(-1).after = "";
    else this.#at -= this.run.append(chunk) * this.height;
    this.#arrived();
  }

  // The server may know better how far the list reaches.
  #jumped(chunk, place) {
    if (!chunk.rows.length) {
      this.total = Math.max(1, this.run.end);
      return;
    }
    if (chunk.total) this.total = chunk.total;
    this.run = new Run(chunk, chunk.place ?? this.total - chunk.rows.length);
    if (chunk.place !== undefined) this.#at += (chunk.place - place) * this.height;
    this.#arrived();
  }

  #arrived() {
    this.#corrected();
    this.run.trim(this.first, this.last);
  }

  // True if other rows are in the page.
  #put(rows, from, above, below) {
    const focused = document.activeElement?.closest?.("tr.row");
    const [top, bottom] = this.gaps;
    stretch(top, above);
    stretch(bottom, below);
    const known = new Set(this.drawn);
    const isNew = put(this.body, [top, ...rows, bottom]);
    for (const row of rows) if (!known.has(row)) htmx.process(row);
    rows.forEach((row, at) => index(row, from + at + 2));
    this.drawn = rows;
    this.table.ariaRowCount = this.total + 1;
    this.#focus(focused);
    return isNew;
  }

  #focus(focused) {
    if (focused && !focused.isConnected) this.#lost = focused.dataset.id;
    if (!this.#lost || document.activeElement !== document.body) return;
    const row = this.drawn.find((each) => each.dataset.id === this.#lost);
    row?.querySelector("a")?.focus({ preventScroll: true });
    if (row) this.#lost = undefined;
  }

  // The row that has the focus, or had it before it went out of sight.
  get current() {
    const id = document.activeElement?.closest?.("tr.row")?.dataset.id ?? this.#lost;
    return id ? this.run.placeOf(id) : -1;
  }
}

function index(row, number) {
  if (row.ariaRowIndex !== String(number)) row.ariaRowIndex = number;
}

function gap() {
  const row = document.createElement("tr");
  row.className = "gap";
  row.setAttribute("aria-hidden", "true");
  row.append(document.createElement("td"));
  return row;
}

function stretch(row, pixels) {
  row.hidden = pixels < 1;
  row.firstElementChild.style.blockSize = `${pixels}px`;
}
