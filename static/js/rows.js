// A click anywhere on a row opens its record, as its link does, unless text is being selected.

document.addEventListener("click", open);
document.addEventListener("auxclick", open);

function open(event) {
  const link = event.target.closest("tr.row")?.querySelector(".primary a");
  if (!link || event.button > 1 || event.target.closest("a, button, input, label, select")) return;
  if (getSelection()?.toString()) return;
  name(link);
  if (event.button === 1 || event.ctrlKey || event.metaKey) window.open(link.href, "_blank");
  else link.click();
}

// A record learns from its address which list it was opened from: that is where its neighbours
// are. The address is made when it is wanted; fifty of them would travel with every page.
const LONGEST = 1000;

for (const way of ["pointerover", "pointerdown", "focusin"]) {
  document.addEventListener(way, (event) => {
    const link = event.target.closest?.(".primary a");
    if (link) name(link);
  });
}

function name(link) {
  const list = link.closest("tr.row")?.closest("[data-from]");
  if (!list || link.search || list.dataset.from.length > LONGEST) return;
  link.search = new URLSearchParams({ from: list.dataset.from });
}

// Back in the list, one goes on from the record that one left.
const left = new URLSearchParams(location.search).get("at");
if (left && !history.state?.place) {
  const link = document.querySelector(`tr.row .primary a[href$="/${CSS.escape(left)}/"]`);
  link?.focus({ preventScroll: true });
  link?.closest("tr").scrollIntoView({ block: "center" });
}

// A long list in a record's card scrolls within it; few records have one.
document.addEventListener("htmx:afterSettle", () => {
  if (document.querySelector(".related-rows.long")) import("./list.js");
});

// Older entries of a history come below the newer ones, until there are so many that they get a page.
const MOST = 100;

document.addEventListener("htmx:beforeRequest", (event) => {
  const more = event.target.closest(".timeline-more, .note-more");
  if (!more || more.parentElement.children.length <= MOST / 2) return;
  event.preventDefault();
  location.assign(event.target.href);
});
