// What the page does: it follows the form, the address and the keys.

const search = form.elements.q;

function update() {
  const wanted = filters();
  const { found, levels, namespaces } = select(wanted);
  showChanges(found, wanted.words);
  for (const [level, number] of levels) {
    const label = levelLabels.get(level);
    label.lastChild.textContent = written(number);
    label.classList.toggle("none", !number);
  }
  showChart(namespaces, wanted.namespace);
  document.getElementById("count").textContent = countText();
}

function countText() {
  if (!changes.length) return "Nothing changed.";
  if (!shown.length) return "No change passes the filters.";
  const accepted = shown.filter((change) => change.group === ACCEPTED).length;
  const number = shown.length - accepted;
  const all = report.changes.length;
  const of = number === all ? "" : `${written(number)} of `;
  const rest = accepted ? `, and ${written(accepted)} accepted` : "";
  return `${of}${counted(all, "change")}${rest}`;
}

function changed() {
  writeAddress();
  update();
  if (list.getBoundingClientRect().top < 0) document.getElementById("body").scrollIntoView();
}

function moved() {
  const inside = list.contains(document.activeElement);
  readAddress();
  update();
  if (inside) list.querySelector("article")?.focus();
}

function move(from, step) {
  const articles = [...list.querySelectorAll("article")];
  const seen = (each) => each.getBoundingClientRect().top >= 0;
  const index = from ? articles.indexOf(from) + step : articles.findIndex(seen);
  if (index < 0) return search.focus();
  if (index >= articles.length && rendered < shown.length) {
    renderMore();
    return move(from, step);
  }
  articles[index]?.focus();
}

function pressed(event) {
  const typing = event.target.matches("input:not([type=checkbox]), select");
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    form.reset();
    search.focus();
  } else if (event.key === "/" && !typing) {
    search.focus();
    search.select();
  } else if (event.target === search && event.key === "ArrowDown") {
    move(null, 1);
  } else if (step && !typing) {
    move(event.target.closest("article"), step);
  } else {
    return;
  }
  event.preventDefault();
}

// One change at a time is in the order of tabs, the one that was last looked at.
function focused(event) {
  const current = event.target.closest("article");
  if (!current) return;
  for (const each of list.querySelectorAll("[tabindex='0']")) each.tabIndex = -1;
  for (const each of [current, current.querySelector("a")]) each.tabIndex = 0;
}

makeControls();
makeChart();
document.querySelector("aside details").open = matchMedia("(min-width: 64rem)").matches;
readAddress();
update();

document.addEventListener("input", changed);
form.addEventListener("reset", () => setTimeout(changed));
form.addEventListener("submit", (event) => event.preventDefault());
list.addEventListener("focusin", focused);
more.addEventListener("click", () => renderMore());
document.addEventListener("keydown", pressed);
addEventListener("hashchange", moved);
addEventListener("beforeprint", () => renderMore(shown.length));
new IntersectionObserver(
  ([{ isIntersecting }]) => isIntersecting && renderMore(),
  { rootMargin: "600px" },
).observe(more);
