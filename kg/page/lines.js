"use strict";

/* Lines between actions: how they run, as curves.py has it, what they look like, which of them a
   pointer is on, and what is said of them. */

const TIP = 12; // px from the middle of a marker to the tip of an arrow
const DIP = 18; // px below a row that a line within the row aims at
const CHANNEL = 13; // px from a row to the middle of the free stretch beside it
const NEAR = 5; // px on the screen between a pointer and the line that it is on
const OTHERS_NAMED = 2; // of those who claim a line too; the evidence has them all

/* The course of a line between two spots: its path, its tip, and which way it points there. */
function traceLine([x, y, , , after], [toX, toY], sort) {
  if (sort === "graph" && toX - TIP > x + after) {
    const level = y + (toY >= y ? CHANNEL : -CHANNEL);
    const leave = x + after;
    const tip = toX - TIP;
    const middle = (leave + tip) / 2;
    const path = `M${x} ${y}Q${x} ${level} ${x + CHANNEL} ${level}H${leave}C${middle} ${level} ${middle} ${toY} ${tip} ${toY}`;
    return { path, tip: [tip, toY], way: [1, 0] };
  }
  if (y === toY) {
    const tip = [toX, toY + TIP];
    return { path: `M${x} ${y}C${x} ${y + DIP} ${toX} ${y + DIP} ${tip.join(" ")}`, tip, way: [0, -1] };
  }
  const way = toY > y ? 1 : -1;
  const tip = [toX, toY - TIP * way];
  const middle = (y + tip[1]) / 2;
  return { path: `M${x} ${y}C${x} ${middle} ${toX} ${middle} ${tip.join(" ")}`, tip, way: [0, way] };
}

/* What stands at the end of a line: an arrow, a diamond, or an open vee. */
function traceHead({ tip: [x, y], way: [right, down] }, sort) {
  const at = (back, aside) => `${x - back * right + aside * down} ${y - back * down + aside * right}`;
  if (sort === "vee") return `M${at(8, 4)}L${at(0, 0)}L${at(8, -4)}`;
  if (sort === "diamond") return `M${at(0, 0)}L${at(6, 4)}L${at(12, 0)}L${at(6, -4)}z`;
  return `M${at(0, 0)}L${at(9, 4)}L${at(9, -4)}z`;
}

/* The firmest claim that the filters leave decides what a line looks like. */
function lookOf(data, [basis, , relation, grade]) {
  return {
    relation,
    head: data.signs.heads[relation] ?? "arrow",
    dashes: data.signs.dashes[grade || basis] ?? [],
    width: data.signs.widths[basis] ?? 1.3,
  };
}

/* Who claims a line, in which words, how firmly, or by which rule: the firmest claim in full. */
function lineText(data, edge, basis = "") {
  const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
  const pairs = data.pairs.filter((pair) => pair.from === edge.from && pair.to === edge.to);
  const own = pairs.filter(({ sort }) => sort === "for" || sort === "inferred");
  const claims = own.flatMap((pair) => pair.claims.map((claim) => ({ ...claim, pair })));
  if (!claims.length) return "";
  claims.sort((a, b) => (b.basis === basis) - (a.basis === basis)); // of what the filters leave
  const [{ pair, ...first }, ...others] = claims;
  const publisher = data.sources[first.source]?.publisher ?? "";
  const source = publisher && !first.head.includes(publisher) ? ` (${publisher})` : "";
  const named = [...new Set(others.map(({ head }) => lower(head)).filter((head) => head !== lower(first.head)))];
  const more = named.length - OTHERS_NAMED;
  return [
    `“${pair.toLabel}”: ${lower(pair.verb)} “${pair.fromLabel}”${pair.lag ? `, ${pair.lag}` : ""}.`,
    `${first.what}. ${first.head}${source}.`,
    first.quote ? `“${first.quote}”` : "",
    ...first.notes,
    named.length ? `Also ${named.slice(0, OTHERS_NAMED).join("; ")}${more > 0 ? `; and ${more} more` : ""}.` : "",
    ...pairs.filter(({ sort }) => sort === "against").map(({ verb, claims: [against] }) => `But ${lower(verb)} it: ${lower(against.head)}.`),
  ].filter(Boolean).join(" ");
}

/* The lines of the picture as it is: those in sight are drawn, and asked which one a place is on. */
function createLines(data) {
  const scratch = document.createElement("canvas").getContext("2d");
  let drawn = []; // edge, look, path, head and box of each line of the view

  /* spots: where each action stands; lines: edge id -> its firmest claim. */
  function set(spots, lines, sort) {
    drawn = data.network.edges.flatMap((edge) => {
      const [start, end] = [spots[edge.from], spots[edge.to]];
      const claim = lines.get(edge.id);
      if (!claim || !start || !end) return [];
      const trace = traceLine(start, end, sort);
      const look = lookOf(data, claim);
      const box = [
        Math.min(start[0], end[0]) - CHANNEL, Math.min(start[1], end[1]) - DIP,
        Math.max(start[0], end[0]) + CHANNEL, Math.max(start[1], end[1]) + DIP,
      ];
      return [{ edge, look, box, basis: claim[0], path: new Path2D(trace.path), head: new Path2D(traceHead(trace, look.head)) }];
    });
  }

  const meets = ([left, top, right, bottom], from, to) => right >= from.x && left <= to.x && bottom >= from.y && top <= to.y;

  /* The number of the line at a place, -1 for none; of several the last drawn. */
  function find({ x, y }, scale) {
    const near = NEAR / scale;
    scratch.lineWidth = 2 * near;
    const from = { x: x - near, y: y - near };
    const to = { x: x + near, y: y + near };
    return drawn.findLast(({ box, path }) => meets(box, from, to) && scratch.isPointInStroke(path, x, y))?.edge.id ?? -1;
  }

  return {
    set, find,
    at: (action) => drawn.filter(({ edge }) => edge.from === action || edge.to === action).map(({ edge }) => edge.id),
    within: (from, to) => drawn.filter(({ box }) => meets(box, from, to)),
    text: (id) => lineText(data, data.network.edges[id], drawn.find(({ edge }) => edge.id === id)?.basis),
  };
}
