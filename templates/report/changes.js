// The list of changes, of which as much is in the page as somebody reads.

const CHUNK = 50;

const list = document.getElementById("changes");
const more = document.getElementById("more");

let shown = []; // the changes that pass the filters
let rendered = 0; // how many of them are in the page
let words = []; // what is searched for

function showChanges(found, searched) {
  shown = found;
  rendered = 0;
  words = searched;
  list.replaceChildren();
  CSS.highlights?.clear();
  renderMore();
}

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
  const count = make("span", {}, written(number));
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
  return make(
    "div",
    { class: change[which] === null ? "none" : which },
    make("span", { class: "side" }, which === "old" ? "before" : "after"),
    make("span", { class: "where" }, where),
    value(change, which, at),
  );
}

function value(change, which, at) {
  if (change[which] !== null) return make("code", {}, ...marked(change, which));
  if (at === null) return make("em", {}, "not there");
  // Without any values it is the element itself that is there.
  return make("em", {}, change.old === change.new ? "there" : "nothing");
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
