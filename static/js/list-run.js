// The rows that are known: one stretch of the list without a gap, made of the chunks that the server
// sent. It grows by cursors at both ends and is trimmed far from what is seen; a jump begins a new one.

const MOST_CHUNKS = 12;

// <tr class="row" data-id>… and <tr class="more"> with the cursors, as rows/ answers and the page has them.
export function chunkOf(root) {
  const rows = [...root.querySelectorAll("tr.row")];
  const { start, after, before, place, total } = root.querySelector("tr.more")?.dataset ?? {};
  return { rows, start, after, hasBefore: before !== undefined, place: number(place), total: number(total) };
}

export class Run {
  constructor(chunk, first) {
    this.first = first; // place of the first row, as far as it is known
    this.chunks = [chunk];
    this.#join();
  }

  get end() {
    return this.first + this.rows.length;
  }

  get before() {
    return this.chunks[0].hasBefore ? this.chunks[0].start : "";
  }

  get after() {
    return this.chunks.at(-1).after;
  }

  at(place) {
    return this.rows[place - this.first];
  }

  placeOf(id) {
    const at = this.rows.findIndex((row) => row.dataset.id === String(id));
    return at < 0 ? -1 : this.first + at;
  }

  chunkAt(place) {
    let end = this.first;
    return this.chunks.find((chunk) => (end += chunk.rows.length) > place);
  }

  // A row that has moved meanwhile stands where the newer answer has it, and nowhere else.
  append(chunk) {
    const gone = this.#drop(chunk);
    this.chunks.push(chunk);
    this.#join();
    return gone;
  }

  prepend(chunk) {
    this.#drop(chunk);
    this.chunks.unshift(chunk);
    this.first -= chunk.rows.length;
    this.#join();
  }

  // What is far from these places is let go.
  trim(from, to) {
    while (this.chunks.length > MOST_CHUNKS) {
      if (from - this.first > this.end - to) this.first += this.chunks.shift().rows.length;
      else this.chunks.pop();
      this.#join();
    }
  }

  // htmx has changed a row where it stands, or taken it away.
  replace(row, other) {
    for (const chunk of this.chunks) {
      const at = chunk.rows.indexOf(row);
      if (at >= 0) chunk.rows.splice(at, 1, ...(other ? [other] : []));
    }
    this.#join();
  }

  #drop(chunk) {
    const ids = new Set(chunk.rows.map((row) => row.dataset.id));
    const before = this.rows.length;
    for (const each of this.chunks) each.rows = each.rows.filter((row) => !ids.has(row.dataset.id));
    this.chunks = this.chunks.filter((each) => each.rows.length);
    this.#join();
    return before - this.rows.length;
  }

  #join() {
    this.rows = this.chunks.flatMap((chunk) => chunk.rows);
  }
}

const number = (text) => (text === undefined ? undefined : Number(text));
