"use strict";

/* The timeline and the graph, which vis-network manages: what of them is shown, and how one moves
   about in them. Nothing is laid out before the first show, and nothing moves by itself unless a
   reader asks for it. */

const DOT_SCALE = 0.3; // below this zoom an icon would be smaller than 3 px: a dot will do
const MOST_MOVING = 300; // nodes; physics of more keeps a browser busy for seconds

/* Returns what page.js calls. onSelect gets the number of an action, or -1; onLine that of a line
   that is pointed at or chosen, or -1; onPlace the place and zoom as a text, once a hand rests. */
function createPicture(container, data, { onSelect, onLine, onPlace }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let painter = null;
  let lines = null;
  let network = null;
  let camera = null;
  let nodes = null;
  let name = "";
  let view = null;
  let shown = { selected: -1, lit: null, shown: new Set(), lines: new Map(), undated: false, lanes: "" };
  let moving = false;
  let loose = false; // nodes of the graph are not where they were put
  let silent = false; // nothing is painted while vis-network takes new data
  let pointed = -1; // the line below the pointer
  let chosen = -1; // the line that a click or a key has chosen
  const given = new Map(); // what vis-network knows of each node
  const arriving = new Map();
  for (const edge of data.network.edges) arriving.set(edge.to, [...(arriving.get(edge.to) ?? []), edge]);

  /* The key of data.views for a state: speech acts have a layout with room for them. */
  function nameOf(state) {
    const speech = !state.hide.has("speech");
    if (state.view === "graph") return speech ? "graphAll" : "graph";
    return speech ? "all" : "deeds";
  }

  const dayOf = (id) => Date.parse(data.actions[id].day || data.actions[id].until) / 86_400_000;
  const marked = () => (pointed >= 0 ? pointed : chosen);

  /* ---- what is drawn */

  function nodeOf(id) {
    const spot = view.spots[id];
    return spot ? { id, x: spot[0], y: spot[1], hidden: false } : { id, hidden: true };
  }

  /* For vis-network, which gets a node once it has a place: to make one takes it longer than us to
     draw it. Without the label, which it would measure and we write. */
  function makeNode(node) {
    given.set(node.id, nodeOf(node.id));
    return { ...node, ...nodeOf(node.id), label: undefined, ctxRenderer: (drawing) => paintNode(node.id, drawing) };
  }

  /* Only what has changed; vis-network draws at once what it is given, which we do ourselves. */
  function placeNodes() {
    const changed = data.network.nodes.flatMap((node) => {
      if (!given.has(node.id)) return view.spots[node.id] ? [makeNode(node)] : [];
      const next = nodeOf(node.id);
      const { x, y, hidden } = given.get(node.id);
      given.set(node.id, { ...given.get(node.id), ...next });
      return loose || hidden !== next.hidden || (!hidden && (x !== next.x || y !== next.y)) ? [next] : [];
    });
    silent = true;
    if (changed.length) nodes.update(changed);
    silent = loose = false;
  }

  function captionOf(id, sort = view.sort) {
    const { label, graph = label } = data.network.nodes[id];
    return `${sort === "graph" ? graph : label}${data.actions[id].contested ? " ?" : ""}`;
  }

  function paintNode(id, { ctx, x, y, state }) {
    const action = data.actions[id];
    const scale = network.getScale();
    const size = painter.sizeOf(action, scale);
    const spot = view.spots[id];
    return {
      drawNode() {
        if (silent || !spot) return;
        ctx.globalAlpha = shown.lit === null || shown.lit.has(id) ? 1 : 0.25;
        if (scale >= CAPTION_SCALE) paintTexts(ctx, id, x, y, size, scale);
        if (scale < DOT_SCALE) painter.dot(ctx, action, x, y, size);
        else {
          if (spot[2] > spot[0]) painter.span(ctx, spot[0], spot[2], y);
          painter.marker(ctx, action, x, y, size);
        }
        if (shown.selected === id || state.hover) painter.ring(ctx, x, y, 13 * size, state.hover);
      },
      nodeDimensions: { width: 18 * size, height: 18 * size },
    };
  }

  function paintTexts(ctx, id, x, y, size, scale) {
    const action = data.actions[id];
    const ground = view.spots[id][5] % 2 ? "paper" : "band";
    const look = { size: painter.captionSize(scale), ground, bold: shown.selected === id, quiet: action.family === "speech" };
    painter.caption(ctx, captionOf(id), x + 11 * size + 6, y, look);
    const lead = leadOf(id, labelled(id).filter((edge) => shown.lit === null || shown.selected === edge.from || shown.selected === edge.to));
    if (lead) painter.caption(ctx, lead, x - 12 * size - 1, y - 11, { size: look.size - 1, ground, quiet: true, right: true });
  }

  const labelled = (id, isThere = (from) => view.spots[from]) =>
    (arriving.get(id) ?? []).filter((edge) => edge.label && shown.lines.has(edge.id) && isThere(edge.from));

  /* What the lines that arrive are labelled with, where they arrive: in the middle of a fan of lines
     it would lie on top of itself. Two labels at most, as edges.lead_of leaves room for. */
  function leadOf(id, some = labelled(id)) {
    const texts = [...new Set(some.map((edge) => edge.label))];
    return texts.slice(0, 2).join(", ") + (texts.length > 2 ? " …" : "");
  }

  function setLines() {
    let spots = view.spots;
    if (loose) {
      const places = network.getPositions();
      spots = spots.map((spot, id) => spot && [places[id].x, places[id].y, ...spot.slice(2)]);
    }
    lines.set(spots, shown.lines, view.sort);
  }

  function paintGround(ctx) {
    if (silent) return;
    const [from, to] = camera.corners();
    if (moving) setLines();
    painter.ground(ctx, view, from, to, network.getScale());
    const dim = ({ edge }) => shown.lit !== null && edge.from !== shown.selected && edge.to !== shown.selected;
    for (const line of lines.within(from, to)) painter.line(ctx, line, dim(line), line.edge.id === marked());
  }

  /* Measures what is written, before it is asked for: that takes as long as to draw it. */
  function prepare() {
    painter ??= createPainter(data);
    for (const { id } of data.network.nodes) for (const sort of ["timeline", "graph"]) painter.roomOf(captionOf(id, sort), "");
  }

  function start() {
    nodes = new vis.DataSet(data.network.nodes.filter(({ id }) => view.spots[id]).map(makeNode));
    const edges = new vis.DataSet(data.network.edges.map(({ id, from, to }) => ({ id, from, to })));
    const { interaction, ...options } = data.network.options;
    network = new vis.Network(container, { nodes, edges }, { ...options, interaction: { ...interaction, dragNodes: view.sort === "graph" } });
    camera = createCamera(container, network, onPlace);
    camera.set(view);
    // vis-network makes its own element a stop for the Tab key; ours around it already is one.
    container.firstElementChild.tabIndex = -1;
    network.on("beforeDrawing", paintGround);
    network.on("afterDrawing", (ctx) => {
      if (view.sort === "timeline" && !silent) painter.edge(ctx, view, camera.gutter(), (x, y) => network.canvasToDOM({ x, y }));
    });
    network.on("dragEnd", ({ nodes: dragged }) => {
      loose ||= dragged.length > 0;
      if (loose) setLines();
      camera.settle();
    });
    network.on("dragging", ({ nodes: dragged }) => {
      if (!dragged.length) return;
      loose = true;
      setLines();
    });
    network.on("zoom", camera.settle);
    network.on("click", ({ pointer }) => choose(pointer.DOM));
    listen();
  }

  /* ---- what a pointer is on */

  function choose(point) {
    const action = actionAt(point);
    chosen = action < 0 ? lineAt(point) : -1;
    tellLine();
    if (chosen < 0) onSelect(action);
  }

  function actionAt(point) {
    const node = network.getNodeAt(point);
    if (node !== undefined) return node;
    const scale = network.getScale();
    const { x, y } = network.DOMtoCanvas(point);
    if (scale < CAPTION_SCALE) return -1;
    const context = container.querySelector("canvas").getContext("2d");
    return view.spots.findIndex((spot, id) => {
      if (!spot || Math.abs(spot[1] - y) > 9 || x < spot[0]) return false;
      return x <= spot[0] + 19 + painter.widthOf(context, captionOf(id), painter.captionSize(scale));
    });
  }

  const lineAt = (point) => (camera.isFree(point) ? lines.find(network.DOMtoCanvas(point), network.getScale()) : -1);

  function point(at) {
    const found = at && actionAt(at) < 0 ? lineAt(at) : -1;
    if (found === pointed) return;
    pointed = found;
    tellLine();
  }

  function tellLine() {
    container.classList.toggle("on-line", pointed >= 0);
    onLine(marked());
    camera.redraw();
  }

  /* The next line of an action, or the one before; -1 where it has none. */
  function stepLine(action, by) {
    const own = lines.at(action);
    const from = own.indexOf(chosen);
    chosen = own.length ? own[from < 0 ? (by > 0 ? 0 : own.length - 1) : (from + by + own.length) % own.length] : -1;
    tellLine();
    return chosen;
  }

  /* The action that an arrow key leads to: the next in time, or the nearest in another row. */
  function step(from, key, allowed) {
    const ids = data.actions.map((_, id) => id).filter((id) => view?.spots[id] && allowed(id));
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

  /* ---- what page.js asks for */

  function fit() {
    painter ??= createPainter(data);
    lines ??= createLines(data);
    const { sort } = data.views[name];
    const seen = new Set(data.views[name].spots.flatMap((spot, id) => (spot && shown.shown.has(id) ? [id] : [])));
    const textsOf = (id) => painter.roomOf(captionOf(id, sort), leadOf(id, labelled(id, (from) => seen.has(from))));
    const room = container.clientWidth - gutterOf(container, sort) - 24;
    view = fitView(data.views[name], { ...shown, room, dayOf, textsOf });
    camera?.set(view);
  }

  const sameMembers = (one, other) => one.size === other.size && [...one].every((each) => other.has(each));

  /* name: see nameOf; selected: an action or -1; lit: the set to stand out or null for all; shown,
     lines: what the filters leave; undated: whether acts without a day have a place; lanes: "all" for
     every actor; at: a place as onPlace told it. Returns how many undated acts and lanes are left out. */
  function show({ undated = false, lanes: wanted = "", at = "", ...next }) {
    const turned = next.name !== name;
    const before = shown;
    shown = { ...next, undated, lanes: wanted };
    name = next.name;
    const narrowed = turned || undated !== before.undated || wanted !== before.lanes || !sameMembers(before.shown, shown.shown);
    const missing = !narrowed && shown.shown.has(shown.selected) && !view.spots[shown.selected];
    if (narrowed || missing) fit();
    const first = network === null;
    if (first) start();
    else if (narrowed || missing) placeNodes();
    if (turned && !first) network.setOptions({ interaction: { dragNodes: view.sort === "graph" } });
    if (moving && (turned || shown.shown.size > MOST_MOVING)) loosen(false);
    setLines();
    if (chosen >= 0 && shown.selected >= 0 && !lines.at(shown.selected).includes(chosen)) chosen = -1;
    if (narrowed) {
      camera.reset();
      if (!at) camera.gather();
    } else camera.resize();
    camera.restore(at, narrowed);
    camera.redraw();
    return { undated: view.folded, lanes: view.cut };
  }

  /* Whether the nodes may push each other: never against the wish for less motion. */
  const mayMove = () => view?.sort === "graph" && !still.matches && shown.shown.size <= MOST_MOVING;

  /* Lets the nodes of the graph view push and pull each other, or puts them back. */
  function loosen(wanted = !moving) {
    moving = wanted && mayMove();
    network.setOptions({
      nodes: { physics: moving },
      physics: { enabled: moving, solver: "barnesHut", stabilization: false, barnesHut: { avoidOverlap: 0.4, springLength: 160 } },
    });
    loose = true;
    if (!moving) {
      placeNodes();
      setLines();
      camera.redraw();
    }
    return moving;
  }

  function listen() {
    // The wheel scrolls the page, as everywhere else; with Ctrl or Command it zooms.
    container.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    }, { capture: true, passive: true });
    container.addEventListener("mousemove", (event) => {
      const { left, top } = container.getBoundingClientRect();
      if (!event.buttons && !moving) point({ x: event.clientX - left, y: event.clientY - top });
    });
    container.addEventListener("mouseleave", () => point(null));
    listenToTouch(container, {
      tap: choose,
      move: camera.pinch,
      end: camera.settle,
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      painter.readColours();
      camera.redraw();
    });
    still.addEventListener("change", () => moving && loosen(false));
    addEventListener("resize", () => {
      if (!container.clientWidth || container.clientWidth === camera.width()) return;
      fit();
      placeNodes();
      setLines();
      camera.reset();
      camera.restore(camera.placed(), true);
      camera.moveTo(shown.selected);
    });
  }

  return {
    leadOf, loosen, mayMove, nameOf, prepare, show, step, stepLine,
    captionOf: (id) => captionOf(id),
    moveTo: (id) => camera?.moveTo(id),
    pointOf: (id) => camera.pointOf(id),
    showAll: () => camera?.showAll(),
    zoom: (factor) => camera?.zoom(factor, shown.selected),
    /* What is said of the line that is pointed at or chosen, empty for none. */
    lineText: () => (network && marked() >= 0 ? lines.text(marked()) : ""),
    forgetLine() {
      chosen = -1;
      if (network) tellLine();
    },
    /* The view as it is drawn, with its lines, for what is taken away. */
    drawn: () => view && { sort: view.sort, view, lines: shown.lines },
  };
}

/* What only pictures need, and the page's policy names by its digest; run once. */
function loadLibraries(data) {
  for (const text of data.libraries.splice(0)) {
    const script = document.createElement("script");
    script.textContent = text;
    document.head.append(script);
  }
}
