// The one place of a form that says how it stands: who else is editing, what was kept, what to do.
// Its sentences are in the page, each marked data-case; <b data-fill="name"> and the like are filled.

const box = () => document.querySelector("[data-session]");

export function say(name, details = {}) {
  const place = box();
  if (!place || (place.dataset.says === name && !Object.keys(details).length)) return;
  for (const each of place.querySelectorAll("[data-case]")) {
    each.hidden = each.dataset.case !== name;
    if (!each.hidden) fill(each, details);
  }
  place.dataset.says = name;
  place.hidden = !place.querySelector("[data-case]:not([hidden])");
}

export function saying() {
  return box()?.dataset.says ?? "";
}

function fill(sentence, details) {
  for (const gap of sentence.querySelectorAll("[data-fill]")) {
    const text = details[gap.dataset.fill];
    if (text !== undefined) gap.textContent = gap.dataset.fill === "since" ? clock(text) : text;
  }
}

// 14:02, where this person's clock stands.
export function clock(moment) {
  const zone = box()?.dataset.zone || undefined;
  return new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
}
