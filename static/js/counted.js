// Who came from a number on a dashboard reads beside the count of this list what was counted, and
// when: "118 when counted at 14:05, 121 instruments now".

// Not an attribute: htmx puts those of an element back while it settles.
const told = new WeakSet();

function tell() {
  const came = new URLSearchParams(location.hash.slice(1));
  const [list, count] = [document.getElementById("list"), document.getElementById("count")];
  if (!list || !count || !came.get("counted") || told.has(count)) return;
  // The count of a long list comes later; until then it says so itself.
  if (count.hasAttribute("hx-get")) return;
  const [text, ...rest] = count.childNodes;
  const words = { number: came.get("counted"), time: came.get("at"), now: text.textContent.trim() };
  const sentence = list.dataset.counted.replace(/\{(\w+)\}/g, (_all, name) => words[name] ?? "");
  count.replaceChildren(rest.length ? `${sentence} ` : sentence, ...rest);
  told.add(count);
}

document.addEventListener("htmx:afterSettle", tell);
tell();
