// A tile's link opens its preview large; arrows lead to the next document. Without a preview, or
// with a modifier key, it is the link that it is.

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-preview]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!pictureOf(link)) return;
  event.preventDefault();
  open(link);
});

document.addEventListener("click", ({ target }) => {
  const step = target.closest("[data-lightbox] [data-step]");
  if (step) go(Number(step.dataset.step));
});

document.addEventListener("keydown", (event) => {
  if (!document.querySelector("[data-lightbox][open]") || event.altKey) return;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  go(step);
});

let shown;

const pictureOf = (link) => link.closest(".file-tile")?.querySelector("img[data-large]");
const links = () => [...document.querySelectorAll("[data-preview]")].filter(pictureOf);

function open(link) {
  const dialog = link.closest("[data-documents]").querySelector("[data-lightbox]");
  const image = dialog.querySelector("img");
  const title = link.textContent.trim();
  shown = link;
  dialog.querySelector("h2").textContent = title;
  image.src = pictureOf(link).dataset.large;
  image.alt = `${image.dataset.alt} ${title}`;
  dialog.querySelector("[data-details]").href = link.href;
  dialog.querySelector("[data-download]").href = link.closest(".file-tile").querySelector("a[download]").href;
  for (const button of dialog.querySelectorAll("[data-step]")) button.disabled = links().length < 2;
  if (!dialog.open) dialog.showModal();
}

function go(step) {
  const all = links();
  // The shelf may have been fetched anew meanwhile: the link is known by its address.
  const place = all.findIndex((link) => link.href === shown.href);
  open(all[(place + step + all.length) % all.length]);
}
