// A click anywhere on a row opens its record, as its link does, unless text is being selected.

document.addEventListener("click", open);
document.addEventListener("auxclick", open);

function open(event) {
  const link = event.target.closest("tr.row")?.querySelector(".primary a");
  if (!link || event.button > 1 || event.target.closest("a, button, input, label, select")) return;
  if (getSelection()?.toString()) return;
  if (event.button === 1 || event.ctrlKey || event.metaKey) window.open(link.href, "_blank");
  else location.assign(link.href);
}
