// Somebody else has saved the record whose form is open: fields that nobody touched here take the
// new value and are marked; one that was changed, or is being typed in, stays, with a note of theirs.

import { taking } from "./draft.js";
import { isTouched } from "./guard.js";

const form = () => document.querySelector("form[data-save]");

export async function takeNewer(who = "") {
  // What a form brought back from the server is somebody's own text: it is merged when it is saved.
  if (!form() || "bound" in form().dataset) return;
  const fresh = (await fetched())?.querySelector("form[data-save]");
  if (!fresh || !form() || "bound" in form().dataset) return;
  const newer = value(fresh, "original");
  if (!newer || Number(value(fresh, "version")) <= Number(form().dataset.seen ?? value(form(), "version"))) return;
  form().dataset.seen = value(fresh, "version");
  taking(() => takeOver(fresh, newer, who));
}

function takeOver(fresh, newer, who) {
  const names = new Set(value(form(), "refreshed").split(" ").filter(Boolean));
  for (const group of [...form().querySelectorAll("[data-field]")]) {
    const theirs = fresh.querySelector(`[data-field="${CSS.escape(group.dataset.field)}"]`);
    if (!theirs || group.closest("[data-row]") || shown(group) === shown(theirs)) continue;
    if (isOnesOwn(group)) {
      names.delete(group.dataset.field);
      tell(group, theirs, who);
    } else {
      names.add(group.dataset.field);
      replace(group, theirs, who);
    }
  }
  // The save then knows that these are not mine, and asks about those that both have changed.
  form().elements.newer.value = newer;
  form().elements.refreshed.value = [...names].join(" ");
}

async function fetched() {
  const address = new URL(location.href);
  address.searchParams.delete("draft");
  try {
    const answer = await fetch(address, { cache: "no-store", redirect: "manual" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

function value(of, name) {
  return of.querySelector(`:scope [name="${name}"]`)?.value ?? "";
}

const controls = (group) => [...group.querySelectorAll("input:not([type=hidden]), select, textarea")];

// As the server gave it, whatever has been typed since; lines that were added here were empty.
function shown(group) {
  const all = controls(group).map((each) => [each.name, given(each)]);
  return JSON.stringify(all.filter(([, text]) => text !== ""));
}

function given(control) {
  if (control.options) return [...control.options].filter((each) => each.defaultSelected).map((each) => each.value);
  if (["checkbox", "radio"].includes(control.type)) return [control.value, control.defaultChecked];
  return control.defaultValue;
}

// Somebody stands in it, or has changed it.
function isOnesOwn(group) {
  return group.contains(document.activeElement) || controls(group).some(isTouched);
}

function replace(group, theirs, who) {
  const taken = document.importNode(theirs, true);
  taken.dataset.changed = who;
  group.replaceWith(taken);
  htmx.process(taken);
}

function tell(group, theirs, who) {
  const words = form().dataset[who ? "theirs" : "changedMeanwhile"];
  group.querySelector(":scope > .field-news")?.remove();
  const note = document.createElement("p");
  note.className = "field-news";
  note.textContent = words.replace("{who}", who).replace("{value}", inWords(theirs) || form().dataset.empty);
  group.append(note);
}

function inWords(group) {
  return controls(group).map(word).filter(Boolean).join(", ");
}

function word(control) {
  if (control.options) return control.options[control.selectedIndex]?.text ?? "";
  if (["checkbox", "radio"].includes(control.type)) {
    return control.checked ? control.closest("label")?.textContent.trim() : "";
  }
  return control.value;
}
