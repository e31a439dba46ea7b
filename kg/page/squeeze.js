"use strict";

/* Python's timeline without the room of what the filters hide: rows and stretches of time in which
   nothing is left are taken out and marked. All other distances stay as Python made them. */

const ROW_HEIGHT = 28; // px, as in layout.py
const LANE_PADDING = 9; // px, as in layout.py
const BEFORE = 100; // px kept to the left of a marker, for the label of its lines
const AFTER = 240; // px kept to its right, for its caption
const HOLE = 70; // px that an empty stretch is squeezed to

function squeezeView(view, shown) {
  if (view.sort !== "timeline") return view;
  const known = view.spots.flatMap((spot, id) => (spot ? [id] : []));
  if (known.every((id) => shown.has(id))) return view;
  const left = known.filter((id) => shown.has(id));
  const [mapX, holes] = squeezeTime(left.map((id) => view.spots[id]), view);
  const [mapY, lanes, height] = squeezeLanes(left.map((id) => view.spots[id][1]), view);
  const kept = (x) => holes.every(([from, to]) => x <= from || x >= to);
  const move = (x) => (x === null || !kept(x) ? null : mapX(x));
  const holds = (test) => left.some((id) => test(view.spots[id][0]));
  return {
    ...view,
    lanes,
    height,
    width: mapX(view.width),
    spots: view.spots.map((spot, id) => (spot && shown.has(id) ? [mapX(spot[0]), mapY(spot[1]), mapX(spot[2])] : null)),
    ticks: view.ticks.filter(([x]) => holds((place) => place === x)).map(([x, text]) => [mapX(x), text, true]),
    gaps: [
      ...view.gaps.filter(([from, to]) => kept(from) && kept(to)).map(([from, to, text]) => [mapX(from), mapX(to), text]),
      ...holes.map(([from, to]) => [mapX(from), mapX(to), "…"]),
    ],
    undated: holds((x) => x < view.undated) ? move(view.undated) ?? mapX(view.undated) : null,
    undatedAnswers: view.undatedAnswers !== null && holds((x) => x > view.undatedAnswers) ? mapX(view.undatedAnswers) : null,
  };
}

/* A map of places in time, and the stretches [from, to] that it squeezes. */
function squeezeTime(spots, view) {
  const holes = [];
  let end = 0;
  for (const [x] of [...spots].sort((a, b) => a[0] - b[0])) {
    if (x - BEFORE - end > 2 * HOLE) holes.push([end, x - BEFORE]);
    end = Math.max(end, x + AFTER);
  }
  if (view.width - end > 2 * HOLE) holes.push([end, view.width]);
  const map = (x) => {
    let lost = 0;
    for (const [from, to] of holes) {
      if (x >= to) lost += to - from - HOLE;
      else if (x > from) lost += (x - from) * (1 - HOLE / (to - from));
    }
    return Math.round(x - lost);
  };
  return [map, holes];
}

/* A map of rows, the lanes that still hold one, and their height. */
function squeezeLanes(places, view) {
  const rows = [...new Set(places)].sort((a, b) => a - b);
  const to = new Map();
  const lanes = [];
  let top = 0;
  for (const [name, from, until] of view.lanes) {
    const inside = rows.filter((y) => y >= from && y < until);
    if (!inside.length) continue;
    inside.forEach((y, row) => to.set(y, top + LANE_PADDING + ROW_HEIGHT * row + ROW_HEIGHT / 2));
    const bottom = top + 2 * LANE_PADDING + ROW_HEIGHT * inside.length;
    lanes.push([name, top, bottom]);
    top = bottom;
  }
  return [(y) => to.get(y), lanes, top];
}
