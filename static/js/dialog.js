// [data-open="id"] opens the dialog of that id; [data-close] and the backdrop close it.
// Escape, the focus inside and its way back are the browser's own.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  const dialog = opener && document.getElementById(opener.dataset.open);
  if (dialog && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    show(dialog, opener);
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  if (event.target.matches("dialog[data-dialog]") && outside(event)) event.target.close();
});

// A fragment may bring a dialog that is to be seen at once.
document.addEventListener("htmx:afterSwap", () => {
  for (const dialog of document.querySelectorAll("dialog[data-show]:not([open])")) show(dialog);
});

function show(dialog, opener) {
  // A menu closes behind it, and its summary gets the focus back.
  const menu = opener?.closest("details[data-menu]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (!dialog.open) dialog.showModal();
}

// Its padding belongs to the dialog, the backdrop does not.
function outside({ target, clientX, clientY }) {
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
