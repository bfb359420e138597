// Pages that were seen are shown at once (/sw.js), and corrected by fresh.js. One that the browser
// brings back, or drew before the click, is not shown to somebody else, nor in another release.

const person = () => document.cookie.match(/realsync_person=([^;]+)/)?.[1];
const shown = person();
const workers = navigator.serviceWorker; // none where the address is not secure
const worker = workers?.controller;

addEventListener("pageshow", ({ persisted }) => persisted && check());
document.addEventListener("prerenderingchange", check);

function check() {
  if (person() === shown && (!worker || worker === workers.controller)) return;
  document.body.replaceChildren();
  location.reload();
}

if (workers) {
  const fresh = import("./fresh.js");
  workers.onmessage = async ({ data }) => (await fresh).hear(data);
}
