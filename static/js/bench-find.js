// Finds an instrument of the sheet by its code, serial or asset number, or by the QR code of its label.
// A scanner types and sends Enter.

import { show } from "./bench.js";
import { said } from "./bench-send.js";

const page = document.getElementById("bench");
const field = document.getElementById("bench-find");
const links = [...page.querySelectorAll("[data-open-item]")];
const plain = (text) => text.trim().toLowerCase();
const asked = (text) => plain(text.match(/\/i\/([\w-]+)\/?\s*$/)?.[1] ?? text);
const names = (link) => link.dataset.names.split("|").map(plain).filter(Boolean);

function found(query) {
  const exact = links.filter((link) => names(link).includes(query));
  return exact.length ? exact : links.filter((link) => names(link).some((name) => name.endsWith(query)));
}

field.addEventListener("input", () => {
  const query = asked(field.value);
  for (const link of links) {
    const text = plain(link.textContent);
    link.parentElement.hidden = query !== "" && !text.includes(query) && !names(link).some((name) => name.includes(query));
  }
  tell("");
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || field.value.trim() === "") return;
  event.preventDefault();
  jump(field.value);
});

function jump(typed) {
  const matches = found(asked(typed));
  if (matches.length !== 1) {
    const text = matches.length ? said("several").replace("{n}", matches.length) : said("none").replace("{q}", typed.trim());
    field.select();
    return tell(text);
  }
  field.value = "";
  for (const link of links) link.parentElement.hidden = false;
  tell("");
  show(matches[0].dataset.openItem);
}

// Whoever scans while a cell has the focus means the instrument, not the value.
page.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-number]");
  if (event.key !== "Enter" || !cell || !/[a-z]/i.test(cell.value)) return;
  if (found(asked(cell.value)).length !== 1) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const typed = cell.value;
  cell.value = cell.dataset.was;
  jump(typed);
}, { capture: true });

function tell(text) {
  document.getElementById("bench-found").textContent = text;
}

page.dataset.ready = "";
