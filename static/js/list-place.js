// Where one is in a list: said politely when scrolling has come to rest, and kept in address and history,
// so that Back, and a reload, lead to the very same rows, and a link to about the same ones.

const number = new Intl.NumberFormat(document.documentElement.lang || "en");

export function placeOf(scroller) {
  const row = scroller.run.at(scroller.first);
  const chunk = scroller.run.chunkAt(scroller.first);
  if (!row || !chunk?.start) return null;
  return {
    start: chunk.start,
    id: row.dataset.id,
    nth: chunk.rows.indexOf(row),
    at: scroller.first,
    offset: scroller.offsetOf(scroller.first),
    total: scroller.total,
  };
}

export function keep(scroller) {
  const place = placeOf(scroller);
  if (!place) return;
  const here = new URL(location);
  if (place.at) here.searchParams.set("at", place.id);
  else here.searchParams.delete("at");
  history.replaceState({ ...history.state, place }, "", here);
}

// Which of the rows it was may have changed since: the row itself counts, not its number.
export async function restore(scroller, place = history.state?.place) {
  if (!place || (place.at === 0 && place.offset === 0)) return;
  const isHere = scroller.run.placeOf(place.id) >= 0;
  const chunk = isHere ? scroller.run.chunks[0] : await asked(scroller, place.start);
  if (!chunk?.rows.length) return;
  const found = chunk.rows.findIndex((row) => row.dataset.id === place.id);
  const nth = found < 0 ? Math.min(place.nth, chunk.rows.length - 1) : found;
  scroller.total = Math.max(scroller.total, place.total);
  scroller.begin(chunk, Math.max(0, place.at - nth), nth, place.offset);
}

const asked = (scroller, start) => scroller.asking.fetch({ top: start }).catch(() => null);

export function tell(scroller, list) {
  const { whole, isExact } = list.dataset.counted ? counted() : {};
  const words = {
    from: number.format(scroller.first + 1),
    to: number.format(scroller.last + 1),
    total: isExact ? number.format(scroller.total) : `≈ ${number.format(whole ?? scroller.total)}`,
  };
  const line = document.getElementById("status");
  const text = list.dataset.where.replace(/\{(\w+)\}/g, (_all, name) => words[name]);
  if (line.textContent !== text) line.textContent = text;
}

// What the count beside the list says, once it has come.
export function counted() {
  const { total, exact } = document.getElementById("count")?.dataset ?? {};
  return total ? { whole: Number(total), isExact: exact !== undefined } : {};
}
