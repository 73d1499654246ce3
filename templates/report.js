// What this page shows are texts of somebody's documents. They reach it as text nodes
// and as values of attributes that cannot run, never as markup.

const report = JSON.parse(document.getElementById("report").textContent);
const LEVELS = Object.keys(report.counts);
const ACCEPTED = "accepted";
const CHUNK = 50;

const form = document.getElementById("filters");
const list = document.getElementById("changes");
const more = document.getElementById("more");
const search = form.elements.q;

const changes = [...report.changes, ...report.accepted].map((change) => ({
  ...change,
  group: "reason" in change ? ACCEPTED : change.level,
  text: [
    change.element, change.kind, change.old, change.new, change.meaning,
    change.rule, change.fingerprint, change.reason,
  ].filter(Boolean).join("\n").toLowerCase(),
}));

let words = []; // what is searched for
let shown = []; // the changes that pass the filters
let rendered = 0; // how many of them are in the page

// Elements

function make(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function makeSvg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  return fill(element, attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function title(word) {
  return word[0].toUpperCase() + word.slice(1);
}

function counted(number, what) {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

// Filters: the form is what they are, the address repeats it

function filters() {
  const data = new FormData(form);
  return {
    words: data.get("q").toLowerCase().split(/\s+/).filter(Boolean),
    levels: new Set(data.getAll("level")),
    namespace: data.get("namespace"),
    kind: data.get("kind"),
    affects: data.get("affects"),
    accepted: data.has("accepted"),
  };
}

function writeAddress() {
  const given = [...new FormData(form)].filter(([, value]) => value);
  const page = location.href.split("#")[0];
  const hash = new URLSearchParams(given).toString();
  history.replaceState(null, "", hash ? `${page}#${hash}` : page);
}

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const control of form.elements) {
    if (control.type === "checkbox") {
      control.checked = given.getAll(control.name).includes(control.value);
    } else if (control.name) {
      control.value = given.get(control.name) ?? "";
    }
    // What a select does not have, it cannot be asked for.
    if (control.selectedIndex === -1) control.value = "";
  }
}

function passes(change, wanted) {
  return (
    (change.group !== ACCEPTED || wanted.accepted) &&
    (!wanted.kind || change.kind === wanted.kind) &&
    (!wanted.affects || change.affects.includes(wanted.affects)) &&
    wanted.words.every((word) => change.text.includes(word))
  );
}

// Levels and namespaces tell how many changes choosing them would show, so they are
// counted without the filter that they are.
function select(wanted) {
  const levels = new Map(LEVELS.map((level) => [level, 0]));
  const namespaces = new Map();
  const found = [];
  for (const change of changes) {
    if (!passes(change, wanted)) continue;
    const level = !wanted.levels.size || wanted.levels.has(change.level);
    const namespace = !wanted.namespace || change.namespace === wanted.namespace;
    if (level && namespace) found.push(change);
    if (change.group === ACCEPTED) continue;
    if (namespace) levels.set(change.level, levels.get(change.level) + 1);
    if (level) {
      const counts = namespaces.get(change.namespace) ?? new Map();
      namespaces.set(change.namespace, counts);
      counts.set(change.level, (counts.get(change.level) ?? 0) + 1);
    }
  }
  return { found, levels, namespaces };
}

function update() {
  const wanted = filters();
  const { found, levels, namespaces } = select(wanted);
  words = wanted.words;
  shown = found;
  rendered = 0;
  list.replaceChildren();
  CSS.highlights?.clear();
  renderMore();
  for (const [level, number] of levels) {
    const label = levelLabels.get(level);
    label.lastChild.textContent = number.toLocaleString("en");
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
  const of = number === all ? "" : `${number.toLocaleString("en")} of `;
  const rest = accepted ? `, and ${accepted.toLocaleString("en")} accepted` : "";
  return `${of}${counted(all, "change")}${rest}`;
}

// Changes

function renderMore(number = CHUNK) {
  const part = document.createDocumentFragment();
  const end = Math.min(rendered + number, shown.length);
  for (; rendered < end; rendered += 1) {
    const group = shown[rendered].group;
    if (group !== shown[rendered - 1]?.group) part.append(heading(group));
    part.append(article(shown[rendered], rendered));
  }
  highlight(part);
  list.append(part);
  const left = shown.length - rendered;
  more.hidden = !left;
  more.textContent = `${counted(left, "more change")}`;
}

function heading(group) {
  const number = shown.filter((change) => change.group === group).length;
  const count = make("span", {}, number.toLocaleString("en"));
  return make("h2", { class: group }, `${title(group)} `, count);
}

function article(change, index) {
  const id = `change-${index}`;
  const tabindex = index ? -1 : 0;
  return make(
    "article",
    { class: change.group, tabindex, "aria-labelledby": id },
    make("h3", { id }, ...elementParts(change.element)),
    make("div", { class: "sides" }, side(change, "old"), side(change, "new")),
    change.meaning ? make("p", {}, change.meaning) : null,
    change.reason ? make("p", { class: "reason" }, change.reason) : null,
    facts(change, tabindex),
  );
}

// The last name of a type and that of its member, each after what leads to it.
function elementParts(element) {
  const [, namespace, name, rest] = element.match(/^([^/(]*\.)?([^/(]*)([^]*)$/);
  const [, way, member] = rest.match(/^([^]*\/)?([^]*)$/);
  return [
    make("span", {}, namespace ?? ""),
    make("b", {}, name),
    make("span", {}, way ?? ""),
    make("b", {}, member),
  ];
}

function side(change, which) {
  const at = change[`${which}_at`];
  const where = at ? (at.line ? `${at.file}:${at.line}` : at.file) : "";
  const value = change[which];
  return make(
    "div",
    { class: value === null ? "none" : which },
    make("span", { class: "side" }, which === "old" ? "before" : "after"),
    make("span", { class: "where" }, where),
    value === null
      ? make("em", {}, "nothing")
      : make("code", {}, ...marked(change, which)),
  );
}

// A value with the words marked in which the sides differ.
function marked(change, which) {
  if (change.old === null || change.new === null) return [change[which]];
  const other = change[which === "old" ? "new" : "old"].split(/\b/);
  const own = change[which].split(/\b/);
  const shorter = Math.min(own.length, other.length);
  let start = 0;
  while (start < shorter && own[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && own.at(-1 - end) === other.at(-1 - end)) end += 1;
  const until = own.length - end;
  const mark = make(which === "old" ? "del" : "ins", {}, own.slice(start, until).join(""));
  return [own.slice(0, start).join(""), mark, own.slice(until).join("")];
}

function facts(change, tabindex) {
  const href = `#${new URLSearchParams({ q: change.fingerprint })}`;
  const link = { href, tabindex, title: "this change alone" };
  const where = change.affects.join(" and ");
  return make(
    "footer",
    {},
    make("span", {}, change.kind),
    make("span", {}, change.rule),
    where ? make("span", {}, `seen in ${where}`) : null,
    make("a", link, change.fingerprint),
  );
}

// Words that are searched for are marked where that can be done without elements.
function highlight(part) {
  if (!CSS.highlights || !words.length) return;
  const marks = CSS.highlights.get("found") ?? new Highlight();
  CSS.highlights.set("found", marks);
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const range of ranges(walker.currentNode)) marks.add(range);
  }
}

function* ranges(node) {
  const text = node.data.toLowerCase();
  if (text.length !== node.data.length) return;
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      yield new StaticRange({
        startContainer: node, startOffset: at,
        endContainer: node, endOffset: at + word.length,
      });
    }
  }
}

// Levels and the chart

const levelLabels = new Map(
  LEVELS.map((level) => {
    const box = make("input", {
      type: "checkbox", name: "level", value: level, form: "filters",
    });
    const number = make("strong", {});
    const name = make("span", {}, title(level));
    return [level, make("label", { class: level }, box, name, number)];
  }),
);

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
    const bars = makeSvg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img" });
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
    number.textContent = sum(counts).toLocaleString("en");
    showBars(bars, counts, most);
  }
}

function showBars(bars, counts, most) {
  let x = 0;
  const parts = [];
  const told = [];
  for (const level of LEVELS.filter((each) => counts.get(each))) {
    const width = Math.max(0.6, (99 * counts.get(level)) / most);
    told.push(`${counts.get(level).toLocaleString("en")} ${level}`);
    const tip = makeSvg("title", {}, told.at(-1));
    parts.push(makeSvg("rect", { class: level, x, width, height: 10 }, tip));
    x += width;
  }
  bars.replaceChildren(...parts);
  bars.setAttribute("aria-label", told.join(", ") || "none");
}

function makeControls() {
  document.getElementById("levels").append(...levelLabels.values());
  for (const name of ["namespace", "kind"]) {
    const values = new Set(changes.map((change) => change[name]).filter(Boolean));
    for (const value of [...values].sort()) {
      form.elements[name].append(make("option", { value }, value));
    }
  }
  const accepted = form.querySelector(".check");
  accepted.hidden = !report.accepted.length;
  accepted.lastElementChild.textContent = `${report.accepted.length} accepted`;
}

// Keys

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
  const index = articles.indexOf(from) + step;
  if (index < 0) return search.focus();
  if (index >= articles.length && rendered < shown.length) {
    renderMore();
    return move(from, step);
  }
  articles[index]?.focus();
}

function pressed(event) {
  const typing = event.target.matches("input, select, textarea");
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
