// a[data-ask] shows the page that it leads to as a dialog: the question on it, `#confirmation`.
// Whatever goes wrong, the link is followed.

document.addEventListener("click", async (event) => {
  const cancel = event.target.closest("dialog a[data-close]");
  if (cancel) event.preventDefault(); // dialog.js closes it
  const link = event.target.closest("a[data-ask]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const question = await asked(link.href);
  if (question) show(question, link);
  else location.assign(link.href);
});

async function asked(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(8000) });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.getElementById("confirmation");
  } catch {
    return null;
  }
}

function show(question, link) {
  const menu = link.closest("details[data-menu]");
  if (menu) menu.open = false;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.dataset.dialog = "";
  const heading = question.querySelector("h2");
  heading.id = "question";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(question);
  dialog.addEventListener("close", () => {
    dialog.remove();
    (menu?.querySelector("summary") ?? link).focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
