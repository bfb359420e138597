// The note of an address (#note-5) is fetched with the others, shown and marked.

const named = () => location.hash.match(/^#note-(\d+)$/)?.[1];

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (named() && detail.verb === "get" && /\/notes\/$/.test(detail.path)) detail.parameters.note = named();
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const note = named() && document.getElementById(`note-${named()}`);
  if (note && detail.elt.matches("[data-notes], #notes")) note.scrollIntoView({ block: "center" });
});
