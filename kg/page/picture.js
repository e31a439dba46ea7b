"use strict";

/* The picture that vis-network manages: which view, what of it, and how one moves about in it.
   Every position comes from Python; nothing moves by itself unless a reader asks for it. */

const DOT_SCALE = 0.3; // below this zoom an icon would be smaller than 3 px: a dot will do
const FIRST_SCALE = 0.78; // the smallest zoom of the first view: captions stay readable
const MANY_LINES = 1000; // to draw more of them takes longer than a frame while dragging
const MOST_MOVING = 300; // nodes; physics of more keeps a browser busy for seconds

/* Returns what page.js calls; onSelect gets the number of an action, or -1. */
function createPicture(container, data, onSelect) {
  const painter = createPainter(data, container);
  let network = null;
  let nodes = null;
  let edges = null;
  let name = "";
  let view = null;
  let shown = { selected: -1, lit: null, shown: new Set(), lines: new Map(), leaving: new Set() };
  let gutter = 0;
  let moving = false;
  const looks = new Map(); // edge id -> its look as text
  const arriving = new Map();
  for (const edge of data.network.edges) arriving.set(edge.to, [...(arriving.get(edge.to) ?? []), edge]);

  /* The key of data.views for a state: speech acts have a layout with room for them. */
  function nameOf(state) {
    if (state.view === "chain") return `chain:${state.chain.id}`;
    const speech = !state.hide.has("speech");
    if (state.view === "graph") return speech ? "graphAll" : "graph";
    return speech ? "all" : "deeds";
  }

  function nodeOf(id) {
    const spot = view.spots[id];
    if (!spot || !shown.shown.has(id)) return { id, hidden: true };
    return { id, x: spot[0], y: spot[1], hidden: false };
  }

  function lineOf(edge) {
    const claim = shown.lines.get(edge.id);
    const hidden = !claim || !view.spots[edge.from] || !view.spots[edge.to];
    if (hidden) return { id: edge.id, hidden };
    const [basis, , relation, grade] = claim;
    const dim = shown.lit !== null && edge.from !== shown.selected && edge.to !== shown.selected;
    return {
      id: edge.id,
      hidden,
      arrows: { to: { type: data.signs.heads[relation] ?? "arrow" } },
      color: { color: painter.colourOf(relation), inherit: false, opacity: dim ? 0.12 : 0.85 },
      dashes: data.signs.dashes[grade || basis] ?? false,
      width: data.signs.widths[basis] ?? 1.3,
    };
  }

  /* Only what has changed: vis-network parses a line's options again each time. */
  function redrawLines() {
    const changed = data.network.edges.map(lineOf).filter((look) => {
      const known = JSON.stringify(look);
      const same = looks.get(look.id) === known;
      looks.set(look.id, known);
      return !same;
    });
    if (changed.length) edges.update(changed);
  }

  const textOf = (id) => data.network.nodes[id][view.sort] ?? data.network.nodes[id].label;

  function paintNode(id, { ctx, x, y, state }) {
    const action = data.actions[id];
    const scale = network.getScale();
    const size = painter.sizeOf(action, scale);
    return {
      drawNode() {
        ctx.globalAlpha = shown.lit === null || shown.lit.has(id) ? 1 : 0.25;
        if (scale < DOT_SCALE) painter.dot(ctx, action, x, y, size);
        else {
          const spot = view.spots[id];
          if (view.sort === "timeline" && spot[2] > spot[0]) painter.span(ctx, spot[0], spot[2], y);
          painter.marker(ctx, action, x, y, size);
        }
        if (shown.selected === id || state.hover) painter.ring(ctx, x, y, 13 * size, state.hover);
        if (scale < CAPTION_SCALE) return;
        const look = { size: painter.captionSize(scale), bold: shown.selected === id, quiet: action.family === "speech" };
        // On top of the lines that leave to the right (or on a ladder arrive from there), not across.
        const above = shown.leaving.has(id) || view.sort === "ladder" ? 6.5 : -0.5;
        painter.caption(ctx, action.contested ? `${textOf(id)} ?` : textOf(id), x + 11 * size + 6, y - above, look);
        if (view.sort !== "ladder") paintLead(ctx, id, x - 12 * size - 9, y, look.size - 1);
      },
      nodeDimensions: { width: 18 * size, height: 18 * size },
    };
  }

  const labelled = (id) => (arriving.get(id) ?? []).filter((edge) => edge.label && shown.lines.has(edge.id) && view.spots[edge.from]);

  /* What the lines that arrive are labelled with. */
  function leadOf(id, lines = labelled(id)) {
    const texts = [...new Set(lines.map((edge) => edge.label))];
    return texts.slice(0, 2).join(", ") + (texts.length > 2 ? " …" : "");
  }

  /* The labels of the lines that arrive, where they arrive: in the middle of a fan of lines they
     would lie on top of each other. Two at most, as claims.lead_of leaves room for. */
  function paintLead(ctx, id, x, y, size) {
    const lit = (edge) => shown.lit === null || shown.selected === edge.from || shown.selected === edge.to;
    const lines = labelled(id).filter(lit);
    const text = leadOf(id, lines);
    if (!text) return;
    const above = lines.reduce((sum, edge) => sum + Math.sign(y - view.spots[edge.from][1]), 0);
    painter.caption(ctx, text, x, above > 0 ? y + 9 : y - 9, { size, quiet: true, right: true }); // clear of the lines
  }

  /* Lines turn as the view does; many of them are straight, and left out while a hand moves the
     picture: to find the ends of so many curves takes seconds. */
  function optionsOf({ edges: lines = {}, interaction = {}, ...rest } = {}) {
    const many = shown.lines.size > MANY_LINES;
    return {
      ...rest,
      edges: { ...lines, smooth: { enabled: !many, type: "cubicBezier", forceDirection: view.sort === "ladder" ? "none" : "horizontal", roundness: 0.5 } },
      interaction: { ...interaction, dragNodes: view.sort === "graph", hideEdgesOnDrag: many, hideEdgesOnZoom: many },
    };
  }

  function start() {
    // Without their labels, which vis-network would measure and we write.
    const drawn = data.network.nodes.map((node) => ({
      ...node, ...nodeOf(node.id), label: undefined, ctxRenderer: (drawing) => paintNode(node.id, drawing),
    }));
    nodes = new vis.DataSet(drawn);
    edges = new vis.DataSet(data.network.edges.map((edge) => ({ ...edge, ...lineOf(edge), label: undefined })));
    fitHeight();
    network = new vis.Network(container, { nodes, edges }, optionsOf(data.network.options));
    // vis-network makes its own element a stop for the Tab key; ours around it already is one.
    container.firstElementChild.tabIndex = -1;
    network.on("beforeDrawing", (ctx) => painter.ground(ctx, view, ...corners(), network.getScale()));
    network.on("afterDrawing", (ctx) => {
      painter.notes(ctx, view, shown.shown, network.getScale());
      if (view.sort === "timeline") painter.edge(ctx, view, gutter, (x, y) => network.canvasToDOM({ x, y }));
    });
    network.on("dragEnd", keepInSight);
    network.on("zoom", keepInSight);
    network.on("click", ({ nodes: hit, edges: lines, pointer }) => {
      const found = hit.length ? hit[0] : hitCaption(pointer.canvas);
      if (found >= 0) onSelect(found);
      else onSelect(lines.length ? data.network.edges[lines[0]].to : -1);
    });
  }

  function corners() {
    const { clientWidth, clientHeight } = container;
    return [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: clientWidth, y: clientHeight })];
  }

  const canvas = () => container.querySelector("canvas");

  function hitCaption({ x, y }) {
    const scale = network.getScale();
    if (scale < CAPTION_SCALE) return -1;
    const context = canvas().getContext("2d");
    for (const id of shown.shown) {
      const spot = view.spots[id];
      if (!spot || Math.abs(spot[1] - y) > 9 || x < spot[0]) continue;
      if (x <= spot[0] + 19 + painter.widthOf(context, textOf(id), painter.captionSize(scale))) return id;
    }
    return -1;
  }

  function place(scale, left = -16, top = 0) {
    network.moveTo({
      animation: false,
      position: {
        x: left + (container.clientWidth / 2 - gutter) / scale,
        y: top + (container.clientHeight / 2 - axisHeight()) / scale,
      },
      scale,
    });
  }

  const axisHeight = () => (view.sort === "timeline" ? AXIS_HEIGHT : 14);
  const widthScale = () => (container.clientWidth - gutter - 12) / (view.width + 24);

  function showAll() {
    setHeight(Math.min(1.1, widthScale()));
    const heightScale = (container.clientHeight - axisHeight() - 8) / view.height;
    place(Math.min(1.2, widthScale(), heightScale));
  }

  function setHeight(scale, sized = false) {
    const wanted = axisHeight() + view.height * scale + 12;
    const most = container.clientWidth < 560 ? 0.75 * innerHeight : view.sort === "ladder" ? 4000 : 980;
    container.style.height = `${Math.round(Math.min(Math.max(wanted, 220), most))}px`;
    if (!sized) network.setSize("100%", "100%");
  }

  /* The first view keeps captions readable; what does not fit is reached by moving. */
  function fitHeight() {
    gutter = view.sort !== "timeline" ? 0 : container.clientWidth < 560 ? 88 : 150;
    setHeight(firstScale(), true);
  }

  const firstScale = () => Math.min(1.1, Math.max(FIRST_SCALE, widthScale()));

  function reset(sized = false) {
    fitHeight();
    if (!sized) network.setSize("100%", "100%");
    place(firstScale());
  }

  /* Brings what the filters leave into sight, where less than all of it is left. */
  function gather() {
    const spots = [...shown.shown].map((id) => view.spots[id]).filter(Boolean);
    const at = spots.map(([x, y]) => network.canvasToDOM({ x, y }));
    const seen = at.some(({ x, y }) => x > gutter && x < container.clientWidth - 60 && y > axisHeight() && y < container.clientHeight);
    if (seen || !spots.length) return;
    const least = (axis) => spots.reduce((low, spot) => Math.min(low, spot[axis]), Infinity);
    place(network.getScale(), least(0) - 60, least(1) - 40);
    keepInSight();
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
      y: clamp(y, tall - axisHeight() / scale - 8, view.height + 8 - tall),
    };
    if (inside.x !== x || inside.y !== y) network.moveTo({ animation: false, position: inside });
  }

  function moveTo(id) {
    const spot = view.spots[id];
    if (!spot) return;
    const at = network.canvasToDOM({ x: spot[0], y: spot[1] });
    const inside = at.x > gutter + 10 && at.x < container.clientWidth - 60;
    if (inside && at.y > axisHeight() + 10 && at.y < container.clientHeight - 20) return;
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

  /* selected: an action or -1; lit: the set to stand out or null for all; shown, lines: what the
     filters leave. */
  function show(next) {
    const turned = next.name !== name;
    const before = shown;
    const drawn = data.network.edges.filter((edge) => next.lines.has(edge.id));
    shown = { ...next, leaving: new Set(drawn.map((edge) => edge.from)) };
    name = next.name;
    const narrowed = network === null || turned || !sameMembers(before.shown, shown.shown);
    if (narrowed) view = squeezeView(data.views[name], shown.shown);
    const first = network === null;
    if (first) start();
    else {
      // The nodes first: new options draw at once, and what the new view has no place for must be gone.
      if (narrowed) nodes.update(data.network.nodes.map(({ id }) => nodeOf(id)));
      if (turned) network.setOptions(optionsOf());
      if (moving && (turned || shown.shown.size > MOST_MOVING)) loosen(false);
      redrawLines();
    }
    if (turned || (narrowed && view.sort === "timeline")) {
      width = container.clientWidth;
      reset(first);
    } else if (container.clientWidth !== width) resize();
    if (narrowed) gather();
    if (!first) network.redraw(); // the first drawing is already asked for
  }

  const sameMembers = (one, other) => one.size === other.size && [...one].every((each) => other.has(each));

  /* Lets the nodes of the graph view push and pull each other, or puts them back. */
  function loosen(wanted = !moving) {
    moving = wanted && view.sort === "graph" && shown.shown.size <= MOST_MOVING;
    network.setOptions({
      nodes: { physics: moving },
      physics: { enabled: moving, solver: "barnesHut", stabilization: false, barnesHut: { avoidOverlap: 0.4, springLength: 160 } },
    });
    if (!moving) nodes.update(data.network.nodes.map(({ id }) => nodeOf(id)));
    return moving;
  }

  let width = container.clientWidth;

  /* Keeps the zoom and the left edge, where the evidence takes or gives back room. */
  function resize() {
    const [{ x, y }] = corners();
    width = container.clientWidth;
    network.setSize("100%", "100%");
    network.redraw();
    const scale = network.getScale();
    network.moveTo({
      animation: false,
      position: { x: x + width / 2 / scale, y: y + container.clientHeight / 2 / scale },
    });
    keepInSight();
  }

  // The wheel scrolls the page, as everywhere else; with Ctrl or Command it zooms.
  container.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    },
    { capture: true, passive: true }
  );
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    painter.readColours();
    redrawLines();
    network.redraw();
  });
  addEventListener("resize", () => {
    if (container.clientWidth === width) return;
    width = container.clientWidth;
    reset();
    if (shown.selected >= 0) moveTo(shown.selected);
  });

  return {
    canvas, leadOf, loosen, moveTo, nameOf, show, showAll, step,
    pointOf: (id) => network.canvasToDOM({ x: view.spots[id][0], y: view.spots[id][1] }),
    zoom(factor) {
      network.moveTo({ animation: false, scale: Math.min(3, Math.max(0.05, network.getScale() * factor)) });
      keepInSight();
    },
  };
}
