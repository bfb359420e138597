// Ctrl+K opens the palette. Single keys: / search, j and k rows, e edit, ? the overview.

const OFF = "realsync:keys-off";
const rows = () => [...document.querySelectorAll("tr.row")];

const actions = {
  "/": () => search(),
  "?": () => press("[data-open=keys]"),
  j: () => step(1),
  k: () => step(-1),
  n: () => press("[data-next]"),
  p: () => press("[data-previous]"),
  c: () => press("[data-new]"),
  e: () => press("[data-edit]"),
  m: () => document.querySelector("[data-note]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "k") palette(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (arrows(event)) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (document.querySelector("dialog:is([open], :popover-open)") || isOff()) return;
  const act = actions[event.key];
  if (!act) return;
  act();
  event.preventDefault();
});

// Arrows belong to the page's own scrolling until a row has the focus.
function arrows(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || !event.target.closest("tr.row")) return false;
  step(by);
  event.preventDefault();
  return true;
}

function step(by) {
  // A list whose rows are not all in the page goes on by itself.
  const scroller = document.activeElement?.closest("[data-rows]") ?? document.getElementById("list");
  if (scroller && !scroller.dispatchEvent(new CustomEvent("list:step", { detail: by, cancelable: true }))) return;
  const all = rows();
  const current = all.indexOf(document.activeElement?.closest("tr.row"));
  const row = all[Math.min(Math.max(current + by, 0), all.length - 1)];
  const link = row?.querySelector(".primary a, a");
  link?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

function press(mark) {
  document.querySelector(mark)?.click();
}

// Search over everything is there at once; what it does is loaded when it is first wanted. Were it modal,
// the browser would style the whole page anew.
async function palette(event, text) {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  event?.preventDefault();
  if (document.querySelector(":modal")) dialog.showModal();
  else dialog.show();
  dialog.querySelector("input").select();
  (await import("./palette.js")).open(text);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-palette-open]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) palette(event);
});

// Several serial numbers, one a line or with commas between, are looked up one by one.
document.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").trim();
  const { serials } = document.getElementById("palette")?.dataset ?? {};
  const taken = serials?.startsWith(location.pathname) ? "#palette, .toolbar" : "#palette";
  if (event.target.closest(taken) && /[^\s,;][\n\t,;]+\s*[^\s,;]/.test(text)) palette(event, text);
});

function search() {
  const fields = [...document.querySelectorAll("[data-search]")].filter((f) => f.checkVisibility());
  const field = fields.at(-1);
  if (!field) palette();
  field?.focus();
  field?.select();
}

export function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.id !== "keys-on") return;
  if (event.target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});

document.addEventListener("beforetoggle", ({ target }) => {
  if (target.id === "keys") target.querySelector("input").checked = !isOff();
}, true);
