// A part of a page that grows old (data-poll, data-every in seconds) is fetched again while its tab is
// visible. Unchanged is 204; what changed is swapped, unless somebody stands in it with the keyboard; what
// was opened in it stays open.

const due = new Map();

async function beat(place) {
  const every = Number(place.dataset.every) * 1000;
  due.set(place.id, Date.now() + every);
  const address = `${place.dataset.poll}?seen=${encodeURIComponent(place.dataset.seen)}`;
  try {
    const answer = await fetch(address, { cache: "no-store", redirect: "manual" });
    if (answer.status !== 200) return;
    const text = await answer.text();
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(place.id);
    if (!fresh || place.contains(document.activeElement)) return;
    for (const { id } of place.querySelectorAll("details[open][id]"))
      fresh.querySelector(`#${id}`)?.setAttribute("open", "");
    place.replaceWith(fresh);
  } catch {
    // Away for a moment: what was counted before stays, with its age.
  }
}

function look() {
  if (document.hidden) return;
  for (const place of document.querySelectorAll("[data-poll]")) {
    if (!due.has(place.id)) due.set(place.id, Date.now() + Number(place.dataset.every) * 1000);
    else if (Date.now() >= due.get(place.id)) beat(place);
  }
}

document.addEventListener("visibilitychange", look);
setInterval(look, 1000);
look();
