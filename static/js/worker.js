// Pages that were seen are shown at once (/sw.js), and corrected by fresh.js, which comes after them. One
// that the browser itself brings back is not shown to somebody else.

const person = () => document.cookie.match(/realsync_person=([^;]+)/)?.[1];
const shown = person();
const workers = navigator.serviceWorker; // none where the address is not secure

addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || person() === shown) return;
  document.body.replaceChildren();
  location.reload();
});

if (workers) {
  const early = [];
  workers.onmessage = ({ data }) => early.push(data);
  import("./fresh.js").then(({ hear }) => {
    workers.onmessage = ({ data }) => hear(data);
    early.forEach(hear);
  });
}
