// Draws the as-found values of an instrument over the years, with their limits, from the table that
// stands below each chart. The library is fetched when the first one is opened.

let library;

function fetched(source) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(window.uPlot);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

function dataOf(drift) {
  const rows = [...drift.querySelectorAll("tbody tr")];
  const numbers = (column) => rows.map(({ cells }) => number(cells[column].textContent));
  const days = rows.map((row) => Date.parse(row.querySelector("time").dateTime) / 1000);
  return [days, numbers(1), numbers(2), numbers(3)];
}

function number(text) {
  return text.trim() === "" ? null : Number(text);
}

function options(chart, words) {
  const colour = (property) => () => getComputedStyle(chart)[property];
  const limit = (label) => ({
    label, stroke: colour("caretColor"), dash: [6, 4], spanGaps: true, points: { show: false },
  });
  const grid = { stroke: colour("borderTopColor"), width: 1 };
  const axis = { stroke: colour("color"), grid, ticks: { show: false } };
  return {
    width: chart.clientWidth,
    height: chart.clientHeight,
    tzDate: (seconds) => window.uPlot.tzDate(new Date(seconds * 1000), "UTC"),
    legend: { show: false },
    cursor: { show: false },
    axes: [axis, { ...axis, size: 64 }],
    series: [
      {},
      { label: words[0], stroke: colour("outlineColor"), width: 2, points: { show: true, size: 7 } },
      limit(words[1]),
      limit(words[2]),
    ],
  };
}

async function draw(drift) {
  const [chart, all] = [drift.querySelector(".drift-chart"), drift.closest("[data-drifts]")];
  if (!drift.open || "drawn" in chart.dataset) return;
  chart.dataset.drawn = "";
  const plot = await fetched(all.dataset.uplot);
  // Once it is not empty it has a height.
  chart.append(document.createElement("span"));
  const made = new plot(options(chart, all.dataset.words.split("|")), dataOf(drift));
  chart.replaceChildren(made.root);
  new ResizeObserver(() => made.setSize({ width: chart.clientWidth, height: chart.clientHeight }))
    .observe(chart);
}

function drawAll() {
  document.querySelectorAll("[data-drift]").forEach(draw);
}

document.addEventListener("toggle", drawAll, true);
document.addEventListener("htmx:afterSettle", drawAll);
drawAll();
