// What a list shows: the menu of columns, and the edges of its headers, which can be dragged.
// Each change is sent at once, and the list comes back as it then is.

const STEP = 16;
const NARROWEST = 40;
const EDGE = 8;
const list = () => document.getElementById("list");
const menu = () => list()?.querySelector('[data-tool="columns"]');
const formOf = (target) => target.closest?.("#list form[data-columns]");

// One after another: htmx forgets what waits at an element that it swaps out. The last that waits counts.
let isSending = false;
let waiting = null;

function send(source, values) {
  if (isSending) {
    waiting = [source, values];
    return;
  }
  if (source.elements) source.elements.asked.value = list().dataset.from;
  source.setAttribute("hx-replace-url", "true"); // within a view the columns stand in the address
  source.dataset.follows = ""; // status.js: the list is where this leads
  list().dataset.stays = ""; // list.js: at its place
  const address = menu().querySelector("[hx-get]").getAttribute("hx-get").split("?")[0];
  isSending = true;
  const how = { source, values, target: "#list", select: "#list", swap: "outerHTML" };
  htmx.ajax("POST", address, how).then(sent, sent);
}

function sent() {
  isSending = false;
  const next = waiting;
  waiting = null;
  if (next) send(...next);
}

// A menu that is open stays as it is, with its focus, while the list around it changes.
let open = null;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  open = detail.target?.id === "list" ? detail.target.querySelector("details[data-tool][open]") : null;
  if (!open) return;
  open.wanted = open.contains(document.activeElement) ? document.activeElement : null;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.id === "list") tellFilters();
  const fresh = open && list()?.querySelector(`[data-tool="${open.dataset.tool}"]`);
  if (!fresh || fresh === open) return;
  fresh.replaceWith(open);
  open.wanted?.focus({ preventScroll: true });
  open = null;
});

// The form of filters stands outside the list, and takes along what the list says of itself.
function tellFilters() {
  const asked = new URLSearchParams(list()?.dataset.from);
  const filters = document.getElementById("filters");
  for (const name of ["view", "sort", "columns", "density"]) {
    const field = filters?.querySelector(`input[type=hidden][name="${name}"]`);
    if (!asked.has(name)) field?.remove();
    else if (field) field.value = asked.get(name);
    else filters?.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: asked.get(name) }));
  }
}

// The list's own columns step back where there is little room; ticked are those that are seen.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const form = target.querySelector?.("form[data-columns]");
  const table = list()?.querySelector("table");
  if (!formOf(form ?? target) || table?.matches(".chosen")) return;
  for (const { name } of headers().filter(({ cell }) => !cell.checkVisibility())) {
    const box = form.querySelector(`[name="column"][value="${name}"]`);
    if (box) box.checked = false;
  }
});

document.addEventListener("change", ({ target }) => {
  const form = formOf(target);
  if (!form) return;
  if (target.name !== "density") return send(form);
  if (!list().dataset.density) document.documentElement.dataset.density = target.value;
  send(menu(), { asked: list().dataset.from, density: target.value });
});

document.addEventListener("submit", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  event.preventDefault();
  const { name, value } = event.submitter ?? {};
  if (name === "up" || name === "down") {
    move(form.querySelector(`[data-column="${value}"]`), name === "up");
    return;
  }
  if (name === "reset") menu().open = false;
  send(form, name ? { [name]: value } : {});
});

document.addEventListener("keydown", (event) => {
  const row = event.altKey && formOf(event.target) && event.target.closest("[data-column]");
  if (!row) return;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") move(row, event.key === "ArrowUp");
  else if (event.key === "ArrowLeft" || event.key === "ArrowRight") widen(row, event.key === "ArrowRight");
  else return;
  event.preventDefault();
});

function move(row, up) {
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  const focused = document.activeElement;
  if (up) other.before(row);
  else other.after(row);
  focused.focus();
  send(row.closest("form"));
}

function widen(row, wider) {
  const field = row.querySelector("[type=number]");
  const now = Number(field.value) || headers().find(({ name }) => name === row.dataset.column)?.cell.offsetWidth;
  field.value = Math.max(NARROWEST, Math.round(now ?? 0) + (wider ? STEP : -STEP));
  send(row.closest("form"));
}

// A row of the menu is carried by its grip.
let carried = null;

document.addEventListener("pointerdown", ({ target }) => {
  const row = target.closest?.(".grip") && formOf(target) && target.closest("[data-column]");
  if (row) row.draggable = true;
});

document.addEventListener("dragstart", ({ target }) => {
  carried = formOf(target) ? target.closest("[data-column]") : null;
});

document.addEventListener("dragover", (event) => {
  const row = carried && event.target.closest?.("[data-column]");
  if (!row || row.parentElement !== carried.parentElement) return;
  event.preventDefault();
  const box = row.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) row.before(carried);
  else row.after(carried);
});

document.addEventListener("dragend", () => {
  if (!carried) return;
  carried.draggable = false;
  send(carried.closest("form"));
  carried = null;
});

// The right edge of a header: what one column gains, its neighbour gives.
function headers() {
  const table = list()?.querySelector("table[data-columns]");
  if (!table) return [];
  const names = table.dataset.columns.split(",");
  const columns = table.querySelectorAll("col");
  return [...table.querySelectorAll("thead th")].map((cell, at) => ({ name: names[at], cell, column: columns[at] ?? cell }));
}

document.addEventListener("pointerdown", (event) => {
  const cell = event.target.closest?.("#list table[data-columns] th");
  if (!cell || event.button || cell.getBoundingClientRect().right - event.clientX > EDGE) return;
  const shown = headers().filter((header) => header.cell.checkVisibility());
  const at = shown.findIndex((header) => header.cell === cell);
  if (at === shown.length - 1) return;
  event.preventDefault();
  drag(event, cell, shown, at);
});

function drag({ clientX, pointerId }, cell, shown, at) {
  const widths = shown.map((header) => header.cell.offsetWidth);
  const show = () => shown.forEach(({ column }, place) => (column.style.width = `${widths[place]}px`));
  const [left, right] = [widths[at], widths[at + 1]];
  const follow = (event) => {
    const by = Math.min(Math.max(event.clientX - clientX, NARROWEST - left), right - NARROWEST);
    [widths[at], widths[at + 1]] = [left + by, right - by];
    show();
  };
  const end = () => {
    cell.removeEventListener("pointermove", follow);
    addEventListener("click", stay, { capture: true });
    setTimeout(() => removeEventListener("click", stay, { capture: true }));
    keep(shown.map(({ name }, place) => [name, Math.round(widths[place])]));
  };
  show();
  cell.setPointerCapture(pointerId);
  cell.addEventListener("pointermove", follow);
  cell.addEventListener("lostpointercapture", end, { once: true });
}

const stay = (event) => event.preventDefault();

function keep(chosen) {
  const values = { asked: list().dataset.from, column: chosen.map(([name]) => name) };
  for (const [name, width] of chosen) values[`width-${name}`] = width;
  menu().open = false;
  send(menu(), values);
}
