// A job that has been picked up, by key or pointer, until it is put down, taken back or refused.

import { board, find, placeOf, refresh, say, stand, toast, told } from "./schedule.js";
import { token } from "./csrf.js";

let carried = null;

export const isCarrying = () => carried !== null;
export const mayPlan = () => "plan" in board().dataset;
export const isMovable = (job) => mayPlan() && (job.closest("[data-waiting]") !== null || "movable" in job.dataset);

export function pickUp(job) {
  if (!isMovable(job)) return say(told("fixed", job.dataset.named));
  const list = job.closest("[data-waiting]");
  carried = {
    ...job.dataset,
    from: placeOf(job),
    cell: job.closest("[data-day]"),
    at: list ? [...list.children].indexOf(job.closest("li")) : -1,
  };
  draw();
  say(told("picked", carried.named));
  return carried;
}

export function leave() {
  if (!carried) return;
  const { from, named } = carried;
  end();
  stand(find(from));
  say(told("cancelled", named));
}

// On a technician's day, at the first free time of it; nowhere takes the job off the schedule.
export async function putDown(cell, { agreed = false } = {}) {
  const { job, version, named } = carried;
  if (cell && carried.cell && placeOf(cell)[0] === placeOf(carried.cell)[0]) return leave();
  const { technician = "", day = "" } = cell?.dataset ?? {};
  const sent = { technician, day, version, ...(agreed && { agreed: "on" }) };
  cell?.classList.add("is-target");
  const answer = await send(`/jobs/${job}/booking/`, sent);
  cell?.classList.remove("is-target");
  if (!carried || carried.job !== job) return;
  if (answer.told) return settle(answer.told, cell);
  if (answer.asks) {
    if (await ask(answer.problem)) return putDown(cell, { agreed: true });
    return cell?.focus();
  }
  toast({ text: answer.problem, look: "bad", key: "schedule", href: answer.href, link: answer.link });
  if (!answer.stale) return;
  end();
  await refresh({ quiet: true });
  say(told("gone", named));
}

async function settle(text, cell) {
  const { job, at, from } = carried;
  end();
  const places = cell ? [`${placeOf(cell)[0]} [data-job="${job}"]`, ...placeOf(cell)] : from;
  await refresh({ quiet: true, places });
  // The next one that waits is the next one to be planned.
  if (at >= 0) {
    const list = [...board().querySelectorAll("[data-waiting] [data-job]")];
    if (list.length) stand(list[Math.min(at, list.length - 1)]);
  }
  toast({ text, key: "schedule" });
  say(text);
}

async function send(address, fields) {
  board().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": token(), "HX-Request": "true" },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) location.reload();
    return await answer.json();
  } catch {
    return { problem: told("failed") };
  } finally {
    board().removeAttribute("aria-busy");
  }
}

function ask(text) {
  const dialog = document.getElementById("schedule-ask");
  dialog.querySelector("[data-asked]").textContent = text;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "agreed"), { once: true });
  });
}

function end() {
  carried = null;
  draw();
}

function draw() {
  for (const other of document.querySelectorAll(".is-carried")) other.classList.remove("is-carried");
  if (!carried) return;
  for (const job of board().querySelectorAll(`[data-job="${carried.job}"]`)) job.parentElement.classList.add("is-carried");
}

// Drawn anew while something is carried: it may stand elsewhere now, or be of another version.
document.addEventListener("schedule:drawn", () => {
  if (!carried) return;
  const job = board().querySelector(`[data-job="${carried.job}"]`);
  if (job && job.dataset.version !== carried.version) {
    say(told("gone", carried.named));
    carried = null;
  }
  draw();
});
