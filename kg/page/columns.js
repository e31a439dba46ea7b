"use strict";

/* What the page was given, with the records that Python put into columns as records again; see
   columns.py. */

function readPage() {
  const given = JSON.parse(document.getElementById("page-data").textContent);
  const { actions, chains, network } = given;
  return { ...given, actions: fromColumns(actions), chains: fromColumns(chains), network: { ...network, edges: fromColumns(network.edges) } };
}

function fromColumns(columns) {
  const made = [];
  for (const [key, column] of Object.entries(columns)) {
    const values = Array.isArray(column) ? column : column.at.map((n) => column.of[n]);
    values.forEach((value, n) => { (made[n] ??= {})[key] = value; });
  }
  return made;
}
