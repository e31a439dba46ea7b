"use strict";

/* Python's views fitted to what is shown. Rows, lanes and stretches of time in which nothing is left
   take no room, what is left is spread over the frame, and texts keep their size. A spot is
   [x, y, reach, before, after, lane]: before and after are px to the ends of its texts, as this browser
   writes them. */

const ROW_HEIGHT = 28; // px, as in layout.py
const LANE_PADDING = 9; // px, as in layout.py
const GAP_WIDTH = 104; // px, as in layout.py; what is further apart than that is compressed
const ZONE_MARGIN = 40; // px, as in layout.py
const MOST_LANES = 14; // more do not fit on a screen
const MOST_STRETCH = 40; // a day is 600 px wide then: two acts of neighbouring days fill a frame
const HOLE = 40; // px that are left of an empty stretch of the graph

/* wanted: shown, a set of actions; undated, whether those without a day have a place; lanes, "all"
   or not; selected, an action that has a place in any case; room, px to spread over; dayOf, the
   number of the day that an action stands at; textsOf, its before and after. folded and cut are what
   was left out: undated actions, and lanes. */
function fitView(view, wanted) {
  const ids = view.spots.flatMap((spot, id) => (spot && wanted.shown.has(id) ? [id] : []));
  const spots = view.spots.map(() => null);
  for (const id of ids) spots[id] = [...view.spots[id], ...wanted.textsOf(id)];
  return view.sort === "timeline" ? fitTimeline({ ...view, spots }, ids, wanted) : fitGraph({ ...view, spots }, ids);
}

function fitTimeline(view, all, { undated, lanes, selected, room, dayOf }) {
  const zoneOf = (id) => {
    const [x] = view.spots[id];
    if (view.undated !== null && x < view.undated) return -1;
    return view.undatedAnswers !== null && x > view.undatedAnswers ? 1 : 0;
  };
  const fold = !undated && all.some((id) => zoneOf(id) === 0);
  const unfolded = all.filter((id) => !fold || zoneOf(id) === 0 || id === selected);
  const laneOf = (id) => view.lanes.findIndex(([, , bottom]) => view.spots[id][1] < bottom);
  const at = new Map(unfolded.map((id) => [id, laneOf(id)]));
  const kept = lanes === "all" ? [...new Set(at.values())] : busiest(at, selected);
  const ids = unfolded.filter((id) => kept.includes(at.get(id)));
  const axis = fitAxis(view, ids, zoneOf, room, dayOf);
  const fitted = stackRows(view, ids, at, axis.places);
  return {
    ...view, ...fitted, ...axis,
    folded: all.length - unfolded.length,
    cut: new Set(at.values()).size - kept.length,
  };
}

/* The lanes with most of what is left, and that of the selection. */
function busiest(at, selected) {
  const counts = new Map();
  for (const lane of at.values()) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  const ranked = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  const kept = ranked.slice(0, MOST_LANES);
  const own = at.get(selected);
  return own === undefined || kept.includes(own) ? kept : [...kept, own];
}

/* Days from left to right: Python's distances, long ones compressed again, spread over the room. */
function fitAxis(view, ids, zoneOf, room, dayOf) {
  const dated = ids.filter((id) => zoneOf(id) === 0);
  const columns = [...new Map(dated.map((id) => [view.spots[id][0], id]))].sort(([a], [b]) => a - b);
  const raw = [];
  const gaps = [];
  columns.forEach(([x, id], n) => {
    if (!n) return raw.push(0);
    const apart = x - columns[n - 1][0];
    raw.push(raw[n - 1] + Math.min(apart, GAP_WIDTH));
    if (apart >= GAP_WIDTH) gaps.push([n - 1, n, spellGap(dayOf(id) - dayOf(columns[n - 1][1]))]);
  });
  const number = new Map(columns.map(([x], n) => [x, n]));
  const causes = ids.filter((id) => zoneOf(id) < 0);
  const widest = (some, side) => some.reduce((most, id) => Math.max(most, view.spots[id][side]), 0);
  const zone = causes.length ? 11 + widest(causes, 4) + ZONE_MARGIN : 0;
  const left = zone + widest(dated.filter((id) => number.get(view.spots[id][0]) === 0), 3);
  const stretch = Math.min(MOST_STRETCH, ...dated.map((id) => {
    const far = raw[number.get(view.spots[id][0])];
    return far ? Math.max(1, (room - left - view.spots[id][4]) / far) : MOST_STRETCH;
  }));
  const put = (n) => Math.round(left + raw[n] * stretch);
  const later = (x) => { // any day: between the days that are left, or up to a gap beyond them
    const n = columns.findLastIndex(([from]) => from <= x);
    const span = n + 1 < columns.length ? columns[n + 1][0] - columns[n][0] : GAP_WIDTH;
    const width = n + 1 < columns.length ? put(n + 1) - put(n) : GAP_WIDTH;
    return Math.round(put(n) + Math.min(1, (x - columns[n][0]) / span) * width);
  };
  const places = new Map(causes.map((id) => [id, [11, 11]]));
  for (const id of dated) places.set(id, [put(number.get(view.spots[id][0])), later(view.spots[id][2])]);
  const ends = dated.map((id) => Math.max(places.get(id)[0] + view.spots[id][4], places.get(id)[1]));
  const right = Math.max(left, ...ends);
  const answers = ids.filter((id) => zoneOf(id) > 0);
  const after = right + ZONE_MARGIN + widest(answers, 3);
  for (const id of answers) places.set(id, [after, after]);
  const opening = new Set([0, ...gaps.map(([, to]) => to)]);
  return {
    places, stretch,
    width: answers.length ? after + widest(answers, 4) : right,
    ticks: view.ticks.filter(([x]) => number.has(x)).map(([x, text]) => [put(number.get(x)), text, opening.has(number.get(x))]),
    gaps: gaps.map(([from, to, text]) => [put(from), put(to), text]),
    undated: causes.length ? zone - ZONE_MARGIN / 2 : null,
    undatedAnswers: answers.length ? right + ZONE_MARGIN / 4 : null,
  };
}

/* Each action in the first row of its lane in which its texts have room; empty lanes are left out. */
function stackRows(view, ids, at, places) {
  const boxes = ids.map((id) => {
    const [x, reach] = places.get(id);
    return { id, x, reach, left: x - view.spots[id][3], right: Math.max(x + view.spots[id][4], reach) };
  });
  const spots = view.spots.map(() => null);
  const lanes = [];
  let top = 0;
  view.lanes.forEach(([name], lane) => {
    const inside = boxes.filter(({ id }) => at.get(id) === lane).sort((a, b) => a.left - b.left || a.id - b.id);
    if (!inside.length) return;
    const ends = [];
    for (const { id, x, reach, left, right } of inside) {
      const free = ends.findIndex((end) => end + 5 <= left);
      const row = free < 0 ? ends.length : free;
      ends[row] = right;
      const y = top + LANE_PADDING + ROW_HEIGHT * row + ROW_HEIGHT / 2;
      spots[id] = [x, y, reach, view.spots[id][3], view.spots[id][4], lanes.length];
    }
    const bottom = top + 2 * LANE_PADDING + ROW_HEIGHT * ends.length;
    lanes.push([name, top, bottom]);
    top = bottom;
  });
  return { spots, lanes, height: top };
}

/* The graph without its empty stretches, down and across. */
function fitGraph(view, ids) {
  const [mapX, width] = closeHoles(ids.map((id) => [view.spots[id][0] - view.spots[id][3], view.spots[id][0] + view.spots[id][4]]));
  const [mapY, height] = closeHoles(ids.map((id) => [view.spots[id][1] - 15, view.spots[id][1] + 15]));
  const left = new Set(ids);
  const spots = view.spots.map((spot, id) => (left.has(id) ? [mapX(spot[0]), mapY(spot[1]), mapX(spot[0]), spot[3], spot[4], 1] : null));
  return { ...view, spots, width, height, stretch: 1, folded: 0, cut: 0 };
}

/* A map of places that leaves of each stretch in no interval no more than a hole, and its end. */
function closeHoles(intervals) {
  const holes = [];
  let end = 0;
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    if (from - end > HOLE) holes.push([from, from - end - (end ? HOLE : 0)]);
    end = Math.max(end, to);
  }
  const map = (x) => holes.reduce((left, [from, lost]) => (x >= from ? left - lost : left), x);
  return [map, map(end)];
}

/* A stretch of time in its two largest units, as words.py spells it. */
function spellGap(days) {
  const count = (number, unit) => `${number} ${unit}${number === 1 ? "" : "s"}`;
  if (days < 61) return count(days, "day");
  const months = Math.round(days / 30.44);
  const years = Math.floor(months / 12);
  const parts = [years && count(years, "year"), months % 12 && years < 10 && count(months % 12, "month")];
  return parts.filter(Boolean).join(" ");
}
