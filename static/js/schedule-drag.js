// The schedule by pointer: a job is dragged to a technician's day, or back to what waits.

import { isMovable, leave, pickUp, putDown } from "./schedule-carry.js";

const TARGETS = "#schedule td, #schedule .waiting";
let target = null;
let isDragging = false;

document.addEventListener("dragstart", (event) => {
  const job = event.target.closest?.("#schedule [data-job]");
  if (!job || !isMovable(job)) return;
  isDragging = Boolean(pickUp(job));
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", job.dataset.named);
});

document.addEventListener("dragover", (event) => {
  if (!isDragging) return;
  const place = event.target.closest?.(TARGETS);
  aim(place);
  if (place) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const place = isDragging && event.target.closest?.(TARGETS);
  if (!place) return;
  event.preventDefault();
  isDragging = false;
  aim(null);
  const dragged = document.querySelector(".is-carried");
  if (place.matches("td")) putDown(place).then(stop);
  else if (dragged?.closest("td")) putDown(null).then(stop);
  else leave();
});

document.addEventListener("dragend", () => {
  aim(null);
  if (isDragging) leave();
  isDragging = false;
});

// What was refused is not held on to: there is no hand that holds it.
function stop() {
  leave();
}

function aim(place) {
  if (place === target) return;
  target?.classList.remove("is-target");
  target = place ?? null;
  target?.classList.add("is-target");
}
