// j and k go from item to item, Enter opens as any link does, e marks as read or unread.

const links = () => [...document.querySelectorAll("[data-item] [data-open-item], [data-item] [data-mark]")];
const items = () => [...document.querySelectorAll("[data-item]")];
const current = () => document.activeElement?.closest("[data-item]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea") || document.querySelector("dialog:is([open], :popover-open)") || off()) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "e") mark();
});

// What was swapped in has the focus that its predecessor had.
let marked = "";
document.addEventListener("htmx:afterSwap", () => {
  if (marked) focus(document.getElementById(marked));
  marked = "";
});

function go(by) {
  const all = items();
  const at = all.indexOf(current());
  focus(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function mark() {
  const item = current();
  if (!item) return;
  marked = item.id;
  item.querySelector("[data-mark]").form.requestSubmit();
}

function focus(item) {
  const link = item && links().find((each) => item.contains(each));
  link?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

function off() {
  try {
    return localStorage.getItem("realsync:keys-off") === "1";
  } catch {
    return false;
  }
}
