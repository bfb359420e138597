// Pages that were seen are shown at once (/sw.js), and corrected by fresh.js. One that the browser
// brings back, or drew before the click, is not shown to somebody else.

const person = () => document.cookie.match(/realsync_person=([^;]+)/)?.[1];
const shown = person();
const workers = navigator.serviceWorker; // none where the address is not secure

addEventListener("pageshow", ({ persisted }) => persisted && check());
document.addEventListener("prerenderingchange", check);

function check() {
  if (person() === shown) return;
  document.body.replaceChildren();
  location.reload();
}

if (workers) {
  const early = [];
  workers.onmessage = ({ data }) => early.push(data);
  import("./fresh.js").then(({ hear }) => {
    workers.onmessage = ({ data }) => hear(data);
    early.forEach(hear);
  });
}
