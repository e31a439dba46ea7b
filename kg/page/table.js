"use strict";

/* The table under the picture: the same actions, sorted and narrowed in step with it. */

function createTable(data, element, onSort) {
  const body = element.tBodies[0];
  const rows = [...body.rows];
  let collator = null; // made when a reader first sorts: it takes longer than the rest of the table
  let sorted = "day";

  function sortBy(order) {
    collator ??= new Intl.Collator("en", { numeric: true });
    const down = order.startsWith("-");
    const key = order.replace("-", "");
    const value = (row) => {
      const found = data.actions[Number(row.dataset.at)][key];
      return Array.isArray(found) ? found.length : found ?? "";
    };
    const compare = (a, b) =>
      typeof a === "number" ? a - b : collator.compare(a, b);
    const isEmpty = (found) => found === "" || found === -1; // -1: no count
    // What has nothing to sort by comes last both ways.
    const rank = (a, b) => isEmpty(a) - isEmpty(b) || (down ? -1 : 1) * compare(a, b);
    rows.sort((a, b) => rank(value(a), value(b)) || a.dataset.at - b.dataset.at);
    body.append(...rows);
    for (const cell of element.tHead.rows[0].cells) {
      if (cell.firstElementChild.dataset.sort === key) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    sorted = order;
  }

  function show(state, shown) {
    if (state.sort !== sorted) sortBy(state.sort);
    for (const row of rows) {
      const at = Number(row.dataset.at);
      row.hidden = !shown.has(at);
      if (at === state.action) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  /* Marks the row of the action that the arrow keys have reached in the picture. */
  function reach(at) {
    body.querySelector("tr.reached")?.classList.remove("reached");
    rows.find((row) => Number(row.dataset.at) === at)?.classList.add("reached");
  }

  element.tHead.addEventListener("click", (event) => {
    const key = event.target.closest("button")?.dataset.sort;
    if (key) onSort(sorted === key ? `-${key}` : key);
  });

  /* What a reader sees of the table, as rows of texts, with the ids that it leaves out. */
  function texts() {
    const heads = [...element.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const shown = rows.filter((row) => !row.hidden);
    return [
      ["Id", ...heads, "First day", "Last day", "Kind", "Severity"],
      ...shown.map((row) => {
        const action = data.actions[Number(row.dataset.at)];
        const cells = [...row.cells].map((cell) => cell.textContent.trim());
        return [action.id, ...cells, action.day, action.until, action.kind, String(action.severity)];
      }),
    ];
  }

  return { show, reach, texts, body };
}
