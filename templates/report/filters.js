// The report, and what of it is to be shown: the form says it, the address repeats it.

const report = JSON.parse(document.getElementById("report").textContent);
const LEVELS = Object.keys(report.counts);
const ACCEPTED = "accepted";

const form = document.getElementById("filters");

const changes = [...report.changes, ...report.accepted].map((change) => ({
  ...change,
  group: "reason" in change ? ACCEPTED : change.level,
  text: [
    change.element, change.kind, change.old, change.new, change.meaning,
    change.rule, change.fingerprint, change.reason,
  ].filter(Boolean).join("\n").toLowerCase(),
}));

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
