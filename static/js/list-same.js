// A row as it is now, in the element that is there: it may have the focus, or be ticked.

export function same(old, fresh) {
  if (!old || old.cells.length !== fresh.cells.length) return fresh;
  old.className = fresh.className;
  [...old.cells].forEach((cell, at) => renew(cell, fresh.cells[at]));
  return old;
}

function renew(cell, fresh) {
  if (cell.innerHTML === fresh.innerHTML) return;
  const [link, other] = [cell.querySelector("a"), fresh.querySelector("a")];
  const isHeld = cell.contains(document.activeElement) || cell.querySelector("input:checked");
  if (!isHeld) cell.replaceChildren(...fresh.childNodes);
  else if (link && other) link.replaceChildren(...other.childNodes);
}
