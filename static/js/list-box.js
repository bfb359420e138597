// Where a list scrolls: with the window, or within its own box. Both in pixels of the rows: how far the
// first of them is above the edge, and how much is in sight.

const TALLEST = 8_000_000; // browsers draw no element that is much higher

export class Box {
  constructor(table) {
    this.table = table;
    this.body = table.tBodies[0];
    this.inner = table.closest(".related-rows.long");
    this.target = this.inner ?? window;
  }

  // Below the header that sticks; above cards there is none, and the bar of the page sticks.
  get #edge() {
    if (!this.isCards) return this.table.tHead.getBoundingClientRect().bottom;
    const above = this.inner?.getBoundingClientRect().top;
    return Math.max(0, above ?? document.querySelector(".topbar")?.getBoundingClientRect().bottom ?? 0);
  }

  get isCards() {
    return this.table.tHead.offsetHeight <= 1;
  }

  get offset() {
    return Math.max(0, this.#edge - this.body.getBoundingClientRect().top);
  }

  get height() {
    const bottom = this.inner ? this.inner.getBoundingClientRect().bottom : innerHeight;
    return Math.max(1, bottom - Math.max(this.#edge, this.body.getBoundingClientRect().top));
  }

  // What the rows take on the page, however many there are.
  static tall(pixels) {
    return Math.min(pixels, TALLEST);
  }

  by(pixels) {
    this.target.scrollBy({ top: pixels, behavior: "instant" });
  }
}
