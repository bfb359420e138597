// Names of records that this person opened lately (company:42), never what they say, in the browser's
// store. Each person has a list of their own; what is shown of it, the server reads anew.

import "./tab.js";

const key = `realsync:lately:${document.querySelector("[data-palette]")?.dataset.person ?? ""}`;
const record = document.querySelector("form[data-record]")?.dataset.record;

export function lately() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

if (record && !key.endsWith(":")) {
  try {
    localStorage.setItem(key, JSON.stringify([...new Set([record, ...lately()])].slice(0, 12)));
  } catch {
    // a browser that keeps nothing
  }
}
