"use strict";

/* Tables that draw only their first rows until more are asked for: thousands take a browser
   seconds. Rows come sorted; what a cell holds is text, or an element that somebody made. */

const FIRST_ROWS = 100;

/* Returns show(things, chosen): the things to draw in their order, each as the element that rowOf
   makes of it, and the place among them of the one that is selected, or -1. */
function createRows(table, button, rowOf) {
  const body = table.tBodies[0];
  let things = [];
  let drawn = [];
  let limit = FIRST_ROWS;

  function draw() {
    const wanted = things.slice(0, limit);
    if (wanted.length !== drawn.length || wanted.some((thing, at) => thing !== drawn[at])) body.replaceChildren(...wanted.map(rowOf));
    drawn = wanted;
    const more = things.length - limit;
    button.hidden = more <= 0;
    button.textContent = `Show ${Math.min(more, 10 * FIRST_ROWS)} more of ${things.length}`;
  }

  button.addEventListener("click", () => {
    limit += 10 * FIRST_ROWS;
    draw();
  });

  return {
    show(next, chosen) {
      if (next.length !== things.length) limit = FIRST_ROWS;
      things = next;
      limit = Math.max(limit, chosen + 1);
      body.querySelector("[aria-current]")?.removeAttribute("aria-current");
      draw();
      if (chosen >= 0) body.rows[chosen].setAttribute("aria-current", "true");
    },
  };
}

/* A row; each cell is told what stands above it, for a phone on which cells stand one under another. */
function makeRow(table, at, cells) {
  const row = document.createElement("tr");
  if (at >= 0) row.dataset.at = String(at);
  cells.forEach((content, number) => {
    const cell = row.insertCell();
    cell.dataset.head = table.tHead.rows[0].cells[number].textContent.trim();
    cell.append(content);
  });
  return row;
}

/* All actions, sorted and narrowed as the address says. */
function createTable(data, element, button, onSort) {
  const rows = createRows(element, button, rowOf);
  const collator = new Intl.Collator("en", { numeric: true });
  const made = new Map(); // action -> its row, so that the focus stays in it
  const FIRST_DOWN = ["counted", "reports"]; // of these a reader wants the largest first

  function compare(sort) {
    const down = sort.startsWith("-") ? -1 : 1;
    const key = sort.replace("-", "");
    const unit = ({ count }) => count.replace(/^[^a-z]*\d[\d\u2013 to]*/, "");
    const isEmpty = (found) => found === "" || found === -1; // -1: no count
    return (a, b) => {
      const [one, other] = [data.actions[a][key], data.actions[b][key]];
      // What has nothing to sort by comes last both ways; counts of one unit stand together.
      const rank = isEmpty(one) - isEmpty(other) || (key === "counted" && collator.compare(unit(data.actions[a]), unit(data.actions[b])));
      return rank || down * (typeof one === "number" ? one - other : collator.compare(one, other)) || a - b;
    };
  }

  function nameOf(action) {
    const name = document.createElement("button");
    name.type = "button";
    name.className = "open";
    name.dir = "auto";
    name.textContent = action.label;
    const box = document.createElement("div");
    box.className = "what";
    box.append(drawSign(data, action), name);
    return box;
  }

  function rowOf(at) {
    if (!made.has(at)) {
      const action = data.actions[at];
      const cells = [action.when, action.who, nameOf(action), action.to, action.count, action.statusLabel, action.answerLabel, String(action.reports)];
      made.set(at, makeRow(element, at, cells));
    }
    return made.get(at);
  }

  function show(state, shown) {
    const order = [...shown].sort(compare(state.sort));
    rows.show(order, order.indexOf(state.action));
    for (const cell of element.tHead.rows[0].cells) {
      const { sort } = cell.firstElementChild.dataset;
      if (sort === state.sort.replace("-", "")) cell.setAttribute("aria-sort", state.sort.startsWith("-") ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
  }

  element.tHead.addEventListener("click", (event) => {
    const key = event.target.closest("button")?.dataset.sort;
    if (!key) return;
    const now = element.querySelector(`[data-sort="${key}"]`).parentElement.getAttribute("aria-sort");
    const up = now === null ? !FIRST_DOWN.includes(key) : now === "descending";
    onSort(up ? key : `-${key}`);
  });

  return { show };
}

/* What is still open, newest first; the rows are Python's, of all actions, also those not drawn. */
function createOpenTable(data, element, button) {
  const rows = createRows(element, button, rowOf);
  const byId = new Map(data.actions.map((action, at) => [action.id, at]));

  function link(row, at) {
    if (at < 0) return row.label;
    const name = document.createElement("a");
    name.href = `#action=${encodeURIComponent(row.id)}`;
    name.dir = "auto";
    name.textContent = row.label;
    return name;
  }

  const made = new Map(); // id -> row

  function rowOf(row) {
    if (!made.has(row.id)) {
      const at = byId.get(row.id) ?? -1;
      made.set(row.id, makeRow(element, at, [row.day, `${row.who} → ${row.to || "nobody named"}`, link(row, at), row.days, row.asOf, row.answer, row.last]));
    }
    return made.get(row.id);
  }

  return {
    show(state, left, narrowed) {
      const wanted = (data.open ?? []).filter((row) => !narrowed || left.shown.has(byId.get(row.id)));
      rows.show(wanted, state.action < 0 ? -1 : wanted.findIndex(({ id }) => byId.get(id) === state.action));
    },
  };
}

/* The marker of an action, as on the pictures. */
function drawSign(data, { family, fill }) {
  const space = "http://www.w3.org/2000/svg";
  const sign = document.createElementNS(space, "svg");
  sign.setAttribute("class", `sign ${family} ${fill}`);
  sign.setAttribute("viewBox", "-13 -13 26 26");
  sign.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(space, "path");
  shape.setAttribute("d", data.signs.shapes[family]);
  sign.append(shape);
  return sign;
}
