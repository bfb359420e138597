// Pages seen before are shown at once (/sw.js); fresh.js corrects them. One that comes back, or was
// drawn before the click, is shown to nobody else, nor in another release.

const person = () => document.cookie.match(/realsync_person=([^;]+)/)?.[1];
const shown = person();
const workers = navigator.serviceWorker; // none if not secure
const worker = workers?.controller;

addEventListener("pageshow", ({ persisted }) => persisted && check());
document.addEventListener("prerenderingchange", check);
if (document.prerendering) import("./letters.js");

function check() {
  if (person() === shown && (!worker || worker === workers.controller)) return;
  document.body.replaceChildren();
  location.reload();
}

if (workers) {
  const fresh = import("./fresh.js");
  workers.onmessage = async ({ data }) => (await fresh).hear(data);
}
