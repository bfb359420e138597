// A plan becomes due one interval after its last calibration, unless somebody says otherwise.

document.addEventListener("change", ({ target }) => {
  const row = target.closest("[data-row]");
  const due = row?.querySelector("[data-due]");
  if (!due || target === due) return;
  const part = (name) => row.querySelector(`[name$="-${name}"]`)?.value;
  const proposed = later(part("last_on"), Number(part("interval_count")), part("interval_unit"));
  if (!proposed || (due.value && due.value !== due.dataset.proposed && due.value !== due.defaultValue)) return;
  due.dataset.proposed = due.value = proposed;
});

// As companies/intervals.py counts: the last of a month that has no such day.
function later(last, count, unit) {
  const day = /^\d{4}-\d\d-\d\d$/.test(last) ? new Date(`${last}T00:00:00Z`) : null;
  if (!day || !(count > 0)) return "";
  if (unit === "days" || unit === "weeks") {
    day.setUTCDate(day.getUTCDate() + count * (unit === "weeks" ? 7 : 1));
  } else {
    const wanted = day.getUTCDate();
    day.setUTCDate(1);
    day.setUTCMonth(day.getUTCMonth() + count * (unit === "years" ? 12 : 1));
    const days = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
    day.setUTCDate(Math.min(wanted, days));
  }
  return day.getUTCFullYear() <= 2150 ? day.toISOString().slice(0, 10) : "";
}
