// The list of choices of Django's admin reads its text out as a nameless text box: it is none.

function quieten() {
  for (const text of document.querySelectorAll(".select2-selection__rendered[role=textbox]")) {
    text.removeAttribute("role");
    text.removeAttribute("aria-readonly");
  }
}

new MutationObserver(quieten).observe(document.body, { childList: true, subtree: true });
quieten();
