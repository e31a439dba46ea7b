"use strict";

/* What the page was given, with the values that Python put into columns as they were; columns.py
   has the forms of a column. */

/* At once, or a promise of it where there is so much that Python deflated it. */
function readPage() {
  const { type, textContent } = document.getElementById("page-data");
  return type === "text/plain" ? inflate(textContent).then(toPage) : toPage(JSON.parse(textContent));
}

function toPage(given) {
  return { ...toValues(given), network: { ...given.network, edges: fromColumn(given.network.edges) } };
}

async function inflate(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(plain).text());
}

const toValues = ({ columns, ...given }) => ({ ...given, ...Object.fromEntries(columns.map((key) => [key, fromColumn(given[key])])) });

function fromColumn(column) {
  if (Array.isArray(column)) return column;
  const { at, of, add, across, size, keys, has = {} } = column;
  if (of) {
    const different = fromColumn(of);
    return fromColumn(at).map((n) => different[n]);
  }
  let sum = 0;
  if (add) return add.map((more) => (sum += more));
  if (across) {
    const [first, ...others] = across.map(fromColumn);
    return first.map((value, n) => [value, ...others.map((each) => each[n])]);
  }
  if (column.in) {
    const inside = fromColumn(column.in);
    if (size) return fromColumn(size).map((n) => inside.slice(sum, (sum += n)));
    const nulls = new Set(fromColumn(column.null));
    return Array.from({ length: nulls.size + inside.length }, (_, n) => (nulls.has(n) ? null : inside[sum++]));
  }
  const made = [];
  for (const [key, values] of Object.entries(keys)) {
    const whose = has[key] && fromColumn(has[key]);
    fromColumn(values).forEach((value, n) => { (made[whose ? whose[n] : n] ??= {})[key] = value; });
  }
  return made;
}
