// [data-open="id"] opens the dialog of that id; [data-close] and the backdrop close it.
// Escape, the focus inside and its way back are the browser's own.

document.addEventListener("click", (event) => {
  const { target } = event;
  const opener = target.closest("[data-open]");
  if (opener) show(document.getElementById(opener.dataset.open), opener);
  if (target.closest("[data-close]")) target.closest("dialog")?.close();
  if (target.matches("dialog[data-dialog]") && outside(event)) target.close();
});

// A menu closes behind it (menu.js), and its summary gets the focus back.
function show(dialog, opener) {
  opener.closest("details[open]")?.querySelector("summary").focus();
  if (dialog.popover) dialog.showPopover();
  else dialog.showModal();
}

// Its padding belongs to the dialog, the backdrop does not.
function outside({ target, clientX, clientY }) {
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
