"use strict";

/* Where one is in the picture: zoom and place, kept within it, and told once a hand rests. */

const FIRST_SCALE = 0.78; // the smallest zoom of the first view: captions stay readable
const SCALES = [0.05, 3]; // the furthest out and the closest
const SETTLED = 250; // ms after the last step of a zoom: then the place is told
const NARROW = 560; // px of a frame; the names of lanes take less room in it
const MOST_HEIGHT = 980; // px of a frame

const gutterOf = (container, sort) => (sort !== "timeline" ? 0 : container.clientWidth < NARROW ? 88 : 150);

/* For a network of vis-network inside a container. onPlace gets "x,y,zoom", the middle of the frame
   in px of the picture, x where the timeline is not stretched. */
function createCamera(container, network, onPlace) {
  let view = null;
  let gutter = 0; // px of the frame that the names of lanes take
  let width = container.clientWidth;
  let placed = ""; // the place as it was last told or asked for
  let settling = 0;

  const axisHeight = () => (view.sort === "timeline" ? AXIS_HEIGHT : 14);
  const widthScale = () => (container.clientWidth - gutter - 12) / (view.width + 24);
  const firstScale = () => Math.min(1, Math.max(FIRST_SCALE, widthScale()));

  function corners() {
    const { clientWidth, clientHeight } = container;
    return [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: clientWidth, y: clientHeight })];
  }

  const go = (position, scale = network.getScale()) => network.moveTo({ animation: false, position, scale });

  /* Asks for one drawing in the next frame, however often it is called before. */
  const redraw = () => go(network.getViewPosition());

  /* A place of the picture at the upper left, beside the names and below the days. */
  function place(scale, left, top = 0) {
    go({
      x: left + (container.clientWidth / 2 - gutter) / scale,
      y: top + (container.clientHeight / 2 - axisHeight()) / scale,
    }, scale);
  }

  function setHeight(scale) {
    const wanted = axisHeight() + view.height * scale + 12;
    const most = container.clientWidth < NARROW ? 0.75 * innerHeight : MOST_HEIGHT;
    container.style.height = `${Math.round(Math.min(Math.max(wanted, 220), most))}px`;
    network.setSize("100%", "100%");
  }

  /* The first view keeps captions readable and begins at the newest end; the rest is reached by moving. */
  function reset() {
    width = container.clientWidth;
    gutter = gutterOf(container, view.sort);
    const scale = firstScale();
    setHeight(scale);
    const newest = view.width + 16 - (width - gutter) / scale;
    place(scale, view.sort === "timeline" ? Math.max(-8, newest) : -8);
  }

  function showAll() {
    setHeight(Math.min(1, widthScale()));
    place(Math.min(1.2, widthScale(), (container.clientHeight - axisHeight() - 8) / view.height), -8);
    settle();
  }

  /* Keeps the zoom and the left edge, where the evidence takes or gives back room: vis-network
     would change the zoom with the width. */
  function resize() {
    if (container.clientWidth === width) return;
    const [{ x, y }] = corners();
    const scale = network.getScale();
    width = container.clientWidth;
    network.setSize("100%", "100%");
    go({ x: x + width / 2 / scale, y: y + container.clientHeight / 2 / scale }, scale);
    keepInSight();
  }

  /* Brings what the filters leave into sight, where nothing of it is: the newest first. */
  function gather() {
    const spots = view.spots.filter(Boolean);
    if (!spots.length || spots.some((spot) => isInside(network.canvasToDOM({ x: spot[0], y: spot[1] })))) return;
    const [, y] = spots.reduce((last, spot) => (spot[0] > last[0] ? spot : last));
    go({ x: network.getViewPosition().x, y });
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
    if (inside.x !== x || inside.y !== y) go(inside);
  }

  function settle() {
    keepInSight();
    clearTimeout(settling);
    settling = setTimeout(() => {
      const { x, y } = network.getViewPosition();
      const now = `${Math.round(x / view.stretch)},${Math.round(y)},${network.getScale().toFixed(2)}`;
      if (now !== placed) onPlace((placed = now));
    }, SETTLED);
  }

  /* Goes to a place that was told before, where it is another one; "" for wherever one is. */
  function restore(at, anyhow = false) {
    const asked = at && (anyhow || at !== placed);
    placed = at;
    clearTimeout(settling);
    const [x, y, scale] = at.split(",").map(Number);
    if (!asked || ![x, y, scale].every(Number.isFinite)) return;
    go({ x: x * view.stretch, y }, Math.min(SCALES[1], Math.max(SCALES[0], scale)));
    keepInSight();
  }

  const pointOf = (id) => network.canvasToDOM({ x: view.spots[id][0], y: view.spots[id][1] });
  const isInside = ({ x, y }) => x > gutter && x < container.clientWidth - 60 && y > axisHeight() && y < container.clientHeight - 10;

  function moveTo(id) {
    const spot = view.spots[id];
    if (!spot || isInside(pointOf(id))) return;
    go({ x: spot[0], y: spot[1] });
    keepInSight();
  }

  /* About an action where it is in sight, so that it stays where it is. */
  function zoom(factor, id) {
    const own = view.spots[id] ? pointOf(id) : null;
    const middle = { x: (container.clientWidth + gutter) / 2, y: container.clientHeight / 2 };
    zoomAbout(own && isInside(own) ? own : middle, factor);
    settle();
  }

  function zoomAbout(point, factor) {
    const before = network.getScale();
    const scale = Math.min(SCALES[1], Math.max(SCALES[0], before * factor));
    const { x, y } = network.DOMtoCanvas(point);
    const centre = network.getViewPosition();
    go({ x: x + ((centre.x - x) * before) / scale, y: y + ((centre.y - y) * before) / scale }, scale);
  }

  /* Two fingers: the way they went, by which factor they went apart, and the place between them. */
  function pinch({ x, y }, factor, point) {
    const centre = network.getViewPosition();
    const scale = network.getScale();
    go({ x: centre.x - x / scale, y: centre.y - y / scale });
    zoomAbout(point, factor);
    keepInSight();
  }

  return {
    corners, gather, moveTo, pinch, pointOf, redraw, reset, resize, restore, settle, showAll, zoom,
    /* Whether a place of the frame is not on the names of lanes or on the days. */
    isFree: ({ x, y }) => x >= gutter && y >= axisHeight(),
    gutter: () => gutter,
    placed: () => placed,
    set: (next) => (view = next),
    width: () => width,
  };
}
