// Elements and words. What the page shows are texts of somebody's documents: they reach
// it as text nodes and as values of attributes that cannot run, never as markup.

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

function written(number) {
  return number.toLocaleString("en");
}

function counted(number, what) {
  return `${written(number)} ${what}${number === 1 ? "" : "s"}`;
}
