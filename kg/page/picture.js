"use strict";

/* The picture: lanes, axis, markers and lines on the canvas that vis-network manages. Positions
   come from Python; this file only paints them, in the colours of the style sheet. */

const AXIS_HEIGHT = 44; // px: a row of days and a row of the time left out
const CAPTION_SCALE = 0.66; // below this zoom captions would be smaller than 8 px: leave them out
const FIRST_SCALE = 0.78; // the smallest zoom of the first view: captions stay readable
const RADIUS = { people: 8, diplomatic: 7, economic: 10, hostile: 10, other: 7, speech: 4 };

/* Returns what page.js calls: show, moveTo, zoom, showAll, step. */
function createPicture(container, data, onSelect) {
  const canvasFont = getComputedStyle(document.body).fontFamily;
  let colours = readColours();
  let view = data.views.deeds;
  let shown = { selected: -1, lit: null, edges: null };
  let gutter = 0;

  const nodes = new vis.DataSet(
    data.network.nodes.map((node) => ({ ...node, ctxRenderer: (drawing) => paintNode(node, drawing) }))
  );
  const edges = new vis.DataSet(data.network.edges.map((edge) => ({ ...edge, ...lineLook(edge) })));
  const arriving = new Map();
  for (const edge of data.network.edges) arriving.set(edge.to, [...(arriving.get(edge.to) ?? []), edge]);
  const network = new vis.Network(container, { nodes, edges }, data.network.options);
  const canvas = container.querySelector("canvas");
  // vis-network makes its own element a stop for the Tab key; ours around it already is one.
  container.firstElementChild.tabIndex = -1;

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "panel", "band", "ink", "quiet", "rule", "focus", ...Object.keys(RADIUS)];
    const relations = ["retaliation", "solidarity", "threatFulfilment", "reversal", "reply"];
    return Object.fromEntries(
      [...names, ...relations].map((name) => [name, style.getPropertyValue(`--${name}`).trim()])
    );
  }

  function lineLook(edge) {
    const dim = shown.edges !== null && !shown.edges.has(edge.id);
    return {
      color: { color: colours[edge.relation] || colours.quiet, inherit: false, opacity: dim ? 0.12 : 0.85 },
    };
  }

  function trace(ctx, family, x, y, r) {
    ctx.beginPath();
    if (family === "diplomatic") {
      ctx.rect(x - r, y - r, 2 * r, 2 * r);
    } else if (family === "economic") {
      polygon(ctx, x, y, [[0, -r], [r, 0], [0, r], [-r, 0]]);
    } else if (family === "hostile") {
      polygon(ctx, x, y, [[0, -r], [0.95 * r, 0.7 * r], [-0.95 * r, 0.7 * r]]);
    } else if (family === "other") {
      polygon(ctx, x, y, [[-r, 0], [-r / 2, -0.86 * r], [r / 2, -0.86 * r], [r, 0], [r / 2, 0.86 * r], [-r / 2, 0.86 * r]]);
    } else {
      ctx.arc(x, y, r, 0, 2 * Math.PI);
    }
  }

  function polygon(ctx, x, y, corners) {
    corners.forEach(([dx, dy]) => ctx.lineTo(x + dx, y + dy));
    ctx.closePath();
  }

  /* Somewhat smaller in a picture further out, but never hard to read. */
  function captionSize() {
    return Math.min(14.5, Math.max(12, 11.5 / network.getScale()));
  }

  /* Far out, markers stay large enough to see and to hit. */
  function radiusOf(action) {
    return RADIUS[action.family] * Math.max(1, 0.6 / network.getScale());
  }

  function paintNode(node, { ctx, x, y, state }) {
    const action = data.actions[node.id];
    const r = radiusOf(action);
    return {
      drawNode() {
        ctx.globalAlpha = shown.lit === null || shown.lit.has(node.id) ? 1 : 0.25;
        paintSpan(ctx, node.id, y);
        paintMarker(ctx, action, x, y, r);
        if (shown.selected === node.id || state.hover) paintRing(ctx, x, y, r, state.hover);
        if (network.getScale() < CAPTION_SCALE) return;
        paintCaption(ctx, node, action, x + r + 6, y);
        paintLead(ctx, node.id, x - r - 9, y);
      },
      nodeDimensions: { width: 2 * r, height: 2 * r },
    };
  }

  /* From the first to the last possible day. */
  function paintSpan(ctx, id, y) {
    const [left, , right] = view.spots[id];
    if (right <= left) return;
    ctx.strokeStyle = colours.quiet;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const x of [left, right]) {
      ctx.moveTo(x, y + 8);
      ctx.lineTo(x, y + 13);
    }
    ctx.moveTo(left, y + 10.5);
    ctx.lineTo(right, y + 10.5);
    ctx.stroke();
  }

  function paintMarker(ctx, action, x, y, r) {
    const colour = colours[action.family];
    const hollow = ["announced", "planned", "threatened", "declined"].includes(action.status);
    trace(ctx, action.family, x, y, hollow ? r - 1 : r);
    ctx.fillStyle = hollow ? colours.paper : colour;
    ctx.fill();
    ctx.lineWidth = hollow ? 2.5 : 1.5;
    ctx.strokeStyle = hollow ? colour : colours.paper;
    ctx.setLineDash(["planned", "threatened"].includes(action.status) ? [3.5, 2.5] : []);
    ctx.stroke();
    ctx.setLineDash([]);
    if (action.status !== "declined") return;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(x - r - 2, y + r + 2);
    ctx.lineTo(x + r + 2, y - r - 2);
    ctx.stroke();
  }

  function paintRing(ctx, x, y, r, faint) {
    ctx.beginPath();
    ctx.arc(x, y, r + 4, 0, 2 * Math.PI);
    ctx.strokeStyle = colours.focus;
    ctx.lineWidth = faint ? 1.5 : 3;
    ctx.stroke();
  }

  function paintCaption(ctx, node, action, x, y) {
    const text = action.contested ? `${node.label} ?` : node.label;
    const weight = shown.selected === node.id ? 700 : action.family === "speech" ? 400 : 500;
    ctx.font = `${weight} ${captionSize()}px ${canvasFont}`;
    ctx.textAlign = "left";
    paintText(ctx, text, x, y + 0.5, action.family === "speech" ? colours.quiet : colours.ink);
  }

  /* The labels of the lines that arrive, where they arrive: in the middle of a fan of lines they
     would lie on top of each other. Two at most, as claims.lead_of leaves room for. */
  function paintLead(ctx, id, x, y) {
    const texts = new Set();
    let above = 0;
    for (const edge of arriving.get(id) ?? []) {
      if (!edge.label || edges.get(edge.id).hidden || !(shown.edges?.has(edge.id) ?? true)) continue;
      texts.add(edge.label);
      above += Math.sign(y - view.spots[edge.from][1]);
    }
    if (!texts.size) return;
    ctx.font = `${captionSize() - 1}px ${canvasFont}`;
    ctx.textAlign = "right";
    const text = [...texts].slice(0, 2).join(", ") + (texts.size > 2 ? " …" : "");
    paintText(ctx, text, x, above > 0 ? y + 9 : y - 9, colours.quiet); // clear of the lines
  }

  /* Text with a rim of paper, so that lines below it do not cut it. */
  function paintText(ctx, text, x, y, colour) {
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = colours.paper;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
  }

  /* Bands, compressed stretches and days, behind everything. */
  function paintGround(ctx) {
    const from = network.DOMtoCanvas({ x: 0, y: 0 });
    const to = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
    ctx.lineWidth = 1 / network.getScale();
    view.lanes.forEach(([, top, bottom], number) => {
      if (number % 2) return;
      ctx.fillStyle = colours.band;
      ctx.fillRect(from.x, top, to.x - from.x, bottom - top);
    });
    ctx.strokeStyle = colours.rule;
    ctx.beginPath();
    view.ticks.forEach(([x, , major]) => {
      if (!major) return;
      ctx.moveTo(x, 0);
      ctx.lineTo(x, view.height);
    });
    ctx.stroke();
    ctx.setLineDash([1.5, 5]);
    ctx.beginPath();
    for (const [left, right] of view.gaps) {
      for (const x of [(left + right) / 2 - 3, (left + right) / 2 + 3]) {
        ctx.moveTo(x, 0);
        ctx.lineTo(x, view.height);
      }
    }
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.strokeStyle = colours.ink;
    ctx.beginPath();
    for (const x of [view.undated, view.undatedAnswers]) {
      if (x === null) continue;
      ctx.moveTo(x, 0);
      ctx.lineTo(x, view.height);
    }
    ctx.stroke();
  }

  /* Names of lanes and days stay at the edge of the picture while it is moved. */
  function paintEdge(ctx) {
    const ratio = canvas.width / canvas.clientWidth;
    const { clientWidth: width, clientHeight: height } = canvas;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textBaseline = "middle";
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, gutter, height);
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, AXIS_HEIGHT, gutter, height - AXIS_HEIGHT);
    ctx.clip();
    view.lanes.forEach((lane, number) => paintLaneName(ctx, lane, number));
    ctx.restore();
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, width, AXIS_HEIGHT);
    ctx.fillStyle = colours.ink;
    ctx.fillRect(0, AXIS_HEIGHT - 1, width, 1);
    ctx.fillStyle = colours.rule;
    ctx.fillRect(gutter - 1, AXIS_HEIGHT, 1, height);
    ctx.beginPath();
    ctx.rect(gutter, 0, width - gutter, AXIS_HEIGHT);
    ctx.clip();
    paintAxis(ctx);
    ctx.restore();
    paintMore(ctx, width);
  }

  /* An arrow where the picture goes on to the right. */
  function paintMore(ctx, width) {
    if (network.canvasToDOM({ x: view.width, y: 0 }).x <= width + 8) return;
    ctx.save();
    const ratio = canvas.width / canvas.clientWidth;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = colours.paper;
    ctx.fillRect(width - 26, 0, 26, AXIS_HEIGHT - 1);
    ctx.fillStyle = colours.ink;
    ctx.textAlign = "right";
    ctx.textBaseline = "middle";
    ctx.font = `600 18px ${canvasFont}`;
    ctx.fillText("→", width - 4, 14);
    ctx.restore();
  }

  function paintLaneName(ctx, [name, top, bottom], number) {
    const { y: from } = network.canvasToDOM({ x: 0, y: top });
    const { y: to } = network.canvasToDOM({ x: 0, y: bottom });
    if (number % 2 === 0) {
      ctx.fillStyle = colours.band;
      ctx.fillRect(0, from, gutter, to - from);
    }
    if (to - from < 11) return;
    // A tall lane keeps its name in sight while any of it is.
    const middle = Math.min(Math.max((from + to) / 2, AXIS_HEIGHT + 14), to - 8);
    ctx.fillStyle = colours.ink;
    ctx.textAlign = "left";
    ctx.font = `600 ${gutter < 110 ? 11 : 12.5}px ${canvasFont}`;
    const lines = to - from < 30 ? [fit(ctx, name, gutter - 14)] : wrap(ctx, name, gutter - 14);
    lines.forEach((line, at) => ctx.fillText(line, 6, middle + 14 * (at - (lines.length - 1) / 2)));
  }

  /* One line, or two where one is too short. */
  function wrap(ctx, text, width) {
    const words = text.slice(0, 200).split(" ");
    let first = words.shift();
    while (words.length && ctx.measureText(`${first} ${words[0]}`).width <= width) first += ` ${words.shift()}`;
    return [first, words.join(" ")].filter(Boolean).map((line) => fit(ctx, line, width));
  }

  function fit(ctx, text, width) {
    if (ctx.measureText(text).width <= width) return text;
    const letters = [...text].slice(0, 60);
    while (letters.length > 1 && ctx.measureText(`${letters.join("")}…`).width > width) letters.pop();
    return `${letters.join("")}…`;
  }

  function paintAxis(ctx) {
    const at = (x) => network.canvasToDOM({ x, y: 0 }).x;
    const taken = view.undatedAnswers === null ? [] : [[at(view.undatedAnswers), Infinity]];
    const free = (left, right) => taken.every(([from, to]) => right < from || left > to);
    ctx.textAlign = "left";
    ctx.font = `12px ${canvasFont}`;
    const ticks = [...view.ticks].sort((a, b) => b[2] - a[2] || a[0] - b[0]);
    for (const [x, label] of ticks) {
      const left = at(x);
      const right = left + ctx.measureText(label).width + 14;
      ctx.fillStyle = colours.quiet;
      ctx.fillRect(left, AXIS_HEIGHT - 6, 1, 5);
      if (!free(left, right)) continue;
      taken.push([left, right]);
      ctx.fillRect(left, AXIS_HEIGHT - 14, 1, 13);
      ctx.fillStyle = colours.ink;
      ctx.fillText(label, left - 2, 13);
    }
    ctx.fillStyle = colours.ink;
    if (view.undated !== null && at(view.undated) > gutter + 70) {
      ctx.fillText("Undated", Math.max(at(0), gutter + 4), 13);
    }
    if (view.undatedAnswers !== null) ctx.fillText("Undated", at(view.undatedAnswers) + 6, 13);
    ctx.textAlign = "center";
    ctx.font = `italic 11px ${canvasFont}`;
    ctx.fillStyle = colours.quiet;
    for (const [left, right, label] of view.gaps) {
      if (ctx.measureText(label).width + 8 > at(right) - at(left)) continue;
      ctx.fillText(label, (at(left) + at(right)) / 2, 30);
    }
  }

  function hitCaption({ x, y }) {
    if (network.getScale() < CAPTION_SCALE) return -1;
    const context = canvas.getContext("2d");
    return data.actions.findIndex((action, id) => {
      const spot = view.spots[id];
      if (!spot || Math.abs(spot[1] - y) > 9) return false;
      context.font = `500 ${captionSize()}px ${canvasFont}`;
      const left = spot[0] + radiusOf(action) + 4;
      return x >= left && x <= left + context.measureText(action.caption).width + 4;
    });
  }

  function place(scale, left = -16, top = 0) {
    network.moveTo({
      animation: false,
      position: {
        x: left + (container.clientWidth / 2 - gutter) / scale,
        y: top + (container.clientHeight / 2 - AXIS_HEIGHT) / scale,
      },
      scale,
    });
  }

  function widthScale() {
    return (container.clientWidth - gutter - 12) / (view.width + 24);
  }

  function showAll() {
    setHeight(Math.min(1.1, widthScale()));
    const heightScale = (container.clientHeight - AXIS_HEIGHT - 8) / view.height;
    place(Math.min(1.2, widthScale(), heightScale));
  }

  function setHeight(scale) {
    const wanted = AXIS_HEIGHT + view.height * scale + 8;
    const most = gutter < 100 ? 0.75 * innerHeight : 980;
    container.style.height = `${Math.round(Math.min(Math.max(wanted, 260), most))}px`;
    network.setSize("100%", "100%");
  }

  /* The first view keeps captions readable; what does not fit is reached by moving. */
  function reset() {
    gutter = container.clientWidth < 560 ? 88 : 134;
    const scale = Math.min(1.1, Math.max(FIRST_SCALE, widthScale()));
    setHeight(scale);
    place(scale);
  }

  /* Never let the picture be dragged out of sight. */
  function keepInSight() {
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    const clamp = (value, low, high) => Math.min(Math.max(value, Math.min(low, high)), Math.max(low, high));
    const half = container.clientWidth / 2 / scale;
    const tall = container.clientHeight / 2 / scale;
    const inside = {
      x: clamp(x, half - gutter / scale - 24, view.width + 24 - half),
      y: clamp(y, tall - AXIS_HEIGHT / scale - 8, view.height + 8 - tall),
    };
    if (inside.x !== x || inside.y !== y) network.moveTo({ animation: false, position: inside });
  }

  function moveTo(id) {
    const spot = view.spots[id];
    if (!spot) return;
    const at = network.canvasToDOM({ x: spot[0], y: spot[1] });
    const inside = at.x > gutter + 10 && at.x < container.clientWidth - 60;
    if (inside && at.y > AXIS_HEIGHT + 10 && at.y < container.clientHeight - 20) return;
    network.moveTo({ animation: false, position: { x: spot[0], y: spot[1] } });
    keepInSight();
  }

  /* The action that an arrow key leads to: the next in time, or the nearest in another row. */
  function step(from, key, allowed) {
    const ids = data.actions.map((_, id) => id).filter((id) => view.spots[id] && allowed(id));
    if (!ids.length) return -1;
    if (!ids.includes(from)) return ids[0];
    const at = ids.indexOf(from);
    if (key === "ArrowRight") return ids[Math.min(at + 1, ids.length - 1)];
    if (key === "ArrowLeft") return ids[Math.max(at - 1, 0)];
    const [x, y] = view.spots[from];
    const down = key === "ArrowDown" ? 1 : -1;
    const distance = (id) => Math.abs(view.spots[id][1] - y) * 3 + Math.abs(view.spots[id][0] - x);
    const beyond = ids.filter((id) => (view.spots[id][1] - y) * down > 0);
    return beyond.sort((a, b) => distance(a) - distance(b))[0] ?? from;
  }

  /* selected: an action or -1; lit: the set to stand out or null for all; edges: likewise. */
  function show({ selected, lit, litEdges, speech, inferred }) {
    const next = speech ? data.views.all : data.views.deeds;
    const changed = next !== view;
    view = next;
    shown = { selected, lit, edges: litEdges };
    if (changed) {
      nodes.update(
        view.spots.map((spot, id) => (spot ? { id, x: spot[0], y: spot[1], hidden: false } : { id, hidden: true }))
      );
    }
    edges.update(
      data.network.edges.map((edge) => ({
        id: edge.id, ...lineLook(edge), hidden: edge.basis === "inferred" && !inferred,
      }))
    );
    if (changed) reset();
    network.redraw();
  }

  network.on("beforeDrawing", paintGround);
  network.on("afterDrawing", paintEdge);
  network.on("dragEnd", keepInSight);
  network.on("zoom", keepInSight);
  network.on("click", ({ nodes: hit, edges: lines, pointer }) => {
    const caption = hit.length ? hit[0] : hitCaption(pointer.canvas);
    if (caption >= 0) onSelect(caption);
    else onSelect(lines.length ? data.network.edges[lines[0]].to : -1);
  });
  // The wheel scrolls the page, as everywhere else; with Ctrl or Command it zooms.
  container.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    },
    { capture: true, passive: true }
  );
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = readColours();
    edges.update(data.network.edges.map((edge) => ({ id: edge.id, ...lineLook(edge) })));
    network.redraw();
  });
  let width = container.clientWidth;
  addEventListener("resize", () => {
    if (container.clientWidth === width) return;
    width = container.clientWidth;
    reset();
  });
  reset();

  return {
    moveTo, show, showAll, step,
    pointOf: (id) => network.canvasToDOM({ x: view.spots[id][0], y: view.spots[id][1] }),
    has: (id) => Boolean(view.spots[id]),
    zoom(factor) {
      network.moveTo({ animation: false, scale: Math.min(3, Math.max(0.1, network.getScale() * factor)) });
      keepInSight();
    },
  };
}
