// The chart: a bar for each namespace, with a part for each level; it filters, too.

const chartRows = new Map();

function makeChart() {
  const totals = new Map();
  for (const { namespace } of report.changes) {
    totals.set(namespace, (totals.get(namespace) ?? 0) + 1);
  }
  for (const [namespace] of [...totals].sort((one, other) => other[1] - one[1])) {
    const button = make("button", { type: "button" }, namespace || "(none)");
    button.addEventListener("click", () => {
      const chosen = form.elements.namespace;
      chosen.value = chosen.value === namespace ? "" : namespace;
      changed();
    });
    const bars = makeSvg("svg", {
      viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img",
    });
    const number = make("td", {});
    const row = make(
      "tr", {}, make("th", { scope: "row" }, button), make("td", {}, bars), number,
    );
    chartRows.set(namespace, { button, bars, number });
    document.querySelector("aside tbody").append(row);
  }
}

function showChart(namespaces, chosen) {
  const sum = (counts) => [...counts.values()].reduce((one, other) => one + other, 0);
  const most = Math.max(1, ...[...namespaces.values()].map(sum));
  for (const [namespace, { button, bars, number }] of chartRows) {
    const counts = namespaces.get(namespace) ?? new Map();
    button.setAttribute("aria-pressed", namespace === chosen && chosen !== "");
    number.textContent = written(sum(counts));
    showBars(bars, counts, most);
  }
}

function showBars(bars, counts, most) {
  let x = 0;
  const parts = [];
  const told = [];
  for (const level of LEVELS.filter((each) => counts.get(each))) {
    const width = Math.max(0.6, (99 * counts.get(level)) / most);
    told.push(`${written(counts.get(level))} ${level}`);
    const tip = makeSvg("title", {}, told.at(-1));
    parts.push(makeSvg("rect", { class: level, x, width, height: 10 }, tip));
    x += width;
  }
  bars.replaceChildren(...parts);
  bars.setAttribute("aria-label", told.join(", ") || "none");
}
