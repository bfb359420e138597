// Pages that were seen are shown at once by the worker (/sw.js), and corrected by fresh.js, which comes
// after the page. A page back from the browser's memory is not shown to somebody else.

const { worker } = document.querySelector("script[data-worker]").dataset;
const person = () => document.cookie.match(/realsync_person=([^;]+)/)?.[1];
const shown = person();

addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || person() === shown) return;
  document.body.replaceChildren();
  location.reload();
});

const workers = navigator.serviceWorker; // none where the address is not secure
if (worker) workers?.register(worker, { updateViaCache: "none" }).catch(() => {});
else workers?.getRegistrations().then((all) => all.forEach((each) => each.unregister()));
if (worker && workers) begin();

async function begin() {
  const early = [];
  workers.onmessage = ({ data }) => early.push(data);
  const { hear } = await import("./fresh.js");
  workers.onmessage = ({ data }) => hear(data);
  early.forEach(hear);
}
