// [data-verify="sha256"]: a PDF that is chosen, or dropped anywhere on the page, is compared with the
// one that was issued. It does not leave the browser.

const place = document.querySelector("[data-verify]");
const said = place.querySelector("[role=status]");
const { verify, same, other, unread } = place.dataset;
// Without a secure connection a browser counts no hash.
place.hidden = !globalThis.crypto?.subtle;

place.addEventListener("change", ({ target }) => target.files[0] && compare(target.files[0]));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) compare(file);
});

async function compare(file) {
  try {
    const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    say(hex === verify ? same : other, hex === verify ? "success" : "error");
  } catch {
    say(unread, "error");
  }
}

function say(text, tone) {
  said.className = `notice ${tone}`;
  said.textContent = text;
  said.hidden = false;
}
