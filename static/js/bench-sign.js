// The client's signature: the way of a pen, a finger or the mouse, as a path; kept like any cell.

import { commit } from "./bench-cells.js";
import { said } from "./bench-send.js";

const dialog = document.getElementById("bench-sign");
const pad = dialog?.querySelector("[data-pad]");
const cell = document.querySelector('[data-cell="signature"]');
const MOST = 19_000;
let path = "";
let isDown = false;

function draw(event, start) {
  const box = pad.getBoundingClientRect();
  const x = Math.round(((event.clientX - box.left) / box.width) * 600);
  const y = Math.round(((event.clientY - box.top) / box.height) * 200);
  if (x < 0 || x > 600 || y < 0 || y > 200 || path.length > MOST) return;
  path += `${start || path === "" ? "M" : "L"}${x} ${y}`;
  pad.firstElementChild.setAttribute("d", path);
}

function wipe() {
  path = "";
  pad.firstElementChild.setAttribute("d", "");
}

pad?.addEventListener("pointerdown", (event) => {
  isDown = true;
  pad.setPointerCapture(event.pointerId);
  draw(event, true);
});
pad?.addEventListener("pointermove", (event) => isDown && draw(event, false));
for (const name of ["pointerup", "pointercancel"]) pad?.addEventListener(name, () => (isDown = false));
dialog?.querySelector("[data-wipe]").addEventListener("click", wipe);

dialog?.querySelector("form").addEventListener("submit", async (event) => {
  if (event.submitter?.value !== "signed") return;
  const name = document.getElementById("bench-name").value.trim();
  const told = dialog.querySelector("[data-unsigned]");
  told.hidden = name !== "" && path.includes("L");
  if (!told.hidden) return event.preventDefault();
  cell.value = `${name}\n${path}`;
  show();
  await commit(cell);
  wipe();
});

function show() {
  const [name, way] = cell.value.split("\n");
  const line = document.getElementById("bench-signed");
  line.hidden = false;
  line.querySelector("span").textContent = said("signed").replace("{who}", name);
  line.querySelector("path").setAttribute("d", way);
}
