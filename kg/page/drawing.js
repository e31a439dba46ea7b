"use strict";

/* The picture taken away, whole: Python's signs, texts, legend and credit where the page shows them,
   with the lanes, days and lines of what is shown. On light paper, whatever the screen. */

const PAPER_EDGE = 24; // px around everything, as in frame.py
const TITLE_ROW = 28; // px of a row of the title, as in frame.py
const LEGEND_COLUMN = 420; // px, as in frame.py
const LEGEND_ROW = 24; // px, as in frame.py
const LANE_NAMES = 150; // px, as in svg.py
const LEAST_WIDTH = 560; // px, as in svg.py
const LETTER_WIDTH = 7.2; // px, as in geometry.py
const TITLE_LETTER = 11.5; // px, as in frame.py

function createDrawing(picture, data, { save }) {
  const title = document.querySelector("h1").textContent;
  const { light } = data.signs;

  function element(name, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const write = (x, y, text, name, anchor = null) => element("text", { class: name, x, y, "text-anchor": anchor }, text.replace(NOT_XML, ""));
  const rule = (x, top, bottom, dashes = null) => element("path", { d: `M${x} ${top}V${bottom}`, stroke: light.rule, "stroke-dasharray": dashes });

  /* A text in rows of as many letters as have room; a word too long for one is cut into pieces. */
  function wrapText(text, width, letter) {
    const most = Math.max(8, Math.floor(width / letter));
    const rows = [""];
    for (const word of text.split(/\s+/).flatMap((each) => each.match(new RegExp(`.{1,${most}}`, "gu")) ?? [])) {
      const longer = `${rows.at(-1)} ${word}`.trim();
      if (longer.length <= most) rows[rows.length - 1] = longer;
      else rows.push(word);
    }
    return rows.filter(Boolean);
  }

  function drawGround({ lanes, ticks, gaps, height, ...view }, right) {
    const drawn = [];
    lanes.forEach(([label, top, bottom], number) => {
      if (number % 2 === 0) drawn.push(element("rect", { x: -LANE_NAMES, y: top, width: LANE_NAMES + right, height: bottom - top, fill: light.band }));
      const name = label.length > 18 ? `${label.slice(0, 17)}…` : label;
      drawn.push(write(8 - LANE_NAMES, (top + bottom) / 2 + 5, name, "b"));
    });
    let taken = -LANE_NAMES;
    for (const [x, text, major] of ticks) {
      if (major) drawn.push(rule(x, -14, height));
      if (x < taken) continue;
      drawn.push(write(x, -30, text, "q"));
      taken = x + 84;
    }
    for (const [from, to, text] of gaps) {
      const centre = (from + to) / 2;
      drawn.push(rule(centre - 3, 0, height, "1.5 5"), rule(centre + 3, 0, height, "1.5 5"), write(centre, -10, text, "i", "middle"));
    }
    for (const [x, at] of [[view.undated, -60], [view.undatedAnswers, 8]]) {
      if (x !== null) drawn.push(rule(x, -44, height), write(x + at, -30, "Undated", "q"));
    }
    return drawn;
  }

  function drawLines({ spots, sort }, lines) {
    return data.network.edges.flatMap((edge) => {
      const claim = lines.get(edge.id);
      if (!claim || !spots[edge.from] || !spots[edge.to]) return [];
      const look = lookOf(data, claim);
      const colour = light[look.relation] ?? light.quiet;
      const trace = traceLine(spots[edge.from], spots[edge.to], sort);
      const head = { d: traceHead(trace, look.head) };
      return [element(
        "g", { "data-edge": edge.id, stroke: colour, "stroke-width": look.width },
        element("path", { class: "l", d: trace.path, "stroke-dasharray": look.dashes.join(" ") || null }),
        element("path", look.head === "vee" ? { class: "l", ...head } : { ...head, fill: colour, stroke: "none" })
      )];
    });
  }

  /* The actions that are shown, as _marker of svg.py draws them: a sign of Python's, with its texts
     and the labels of the lines that are left. */
  function drawMarkers(signs, { spots }) {
    return spots.flatMap((spot, id) => (spot ? [drawMarker(signs[data.signOf[id]], spot, id)] : []));
  }

  function drawMarker(sign, [x, y, reach, , after, lane], id) {
    const { label, when } = data.actions[id];
    const fill = lane % 2 ? light.paper : light.band;
    const lead = picture.leadOf(id);
    const wide = Math.round([...lead].length * LETTER_WIDTH) + 4;
    const ground = (left, top, width, height) => element("rect", { x: left, y: top, width, height, fill });
    return element(
      "g", { "data-at": id, transform: `translate(${x} ${y})` },
      element("title", {}, `${label}, ${when}`.replace(NOT_XML, "")),
      ground(14, -9, after - 11, 18),
      ...(lead ? [element("g", { "data-lead": id }, ground(-21 - wide, -20, wide, 17), write(-23, -7, lead, "q t", "end"))] : []),
      ...(reach > x ? [element("path", { class: "d", d: `M0 9v5M${reach - x} 9v5M0 11.5H${reach - x}`, stroke: light.quiet })] : []),
      ...[...sign.children].map((part) => part.cloneNode(true)),
      write(17, 4, picture.captionOf(id), "t")
    );
  }

  function setRows(part, rows) {
    part.replaceChildren(...rows);
    return rows.length;
  }

  /* What the picture leaves out, so that nobody takes the file for all there is. */
  function tellLeftOut({ folded, cut }) {
    const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
    const left = [folded && count(folded, "undated act"), cut && count(cut, "actor")].filter(Boolean);
    return left.length ? `Not drawn: ${left.join(" and ")}.` : "";
  }

  /* The whole picture of what is shown as an SVG document; null before there is one. */
  function compose() {
    const drawn = picture.drawn();
    if (!drawn) return null;
    const { view, lines } = drawn;
    const made = new DOMParser().parseFromString(data.kit, "image/svg+xml");
    const part = (name) => made.querySelector(`[data-part="${name}"]`);
    const timeline = view.sort === "timeline";
    const left = PAPER_EDGE + (timeline ? LANE_NAMES : 0);
    const width = Math.max(left + view.width + PAPER_EDGE, LEAST_WIDTH);
    const inner = width - 2 * PAPER_EDGE;
    const headings = wrapText(title.slice(0, 400), inner, TITLE_LETTER).map((row, n) => write(PAPER_EDGE, PAPER_EDGE + 18 + TITLE_ROW * n, row, "h"));
    const below = PAPER_EDGE + TITLE_ROW * headings.length;
    const note = tellLeftOut(view);
    const top = below + (note ? 34 : 16) + (timeline ? AXIS_HEIGHT : 0);
    part("heading").replaceChildren(...headings, ...(note ? [write(PAPER_EDGE, below + 10, note, "q")] : []));
    part("picture").setAttribute("transform", `translate(${left} ${top})`);
    part("ground").replaceChildren(...drawGround(view, width - left));
    part("lines").replaceChildren(...drawLines(view, lines));
    part("markers").replaceChildren(...drawMarkers(part("signs").children, view));
    part("signs").remove();
    const foot = top + view.height + 2 * PAPER_EDGE;
    const columns = Math.max(1, Math.floor(inner / LEGEND_COLUMN));
    const entries = [...part("legend").children];
    entries.forEach((entry, n) => entry.setAttribute("transform", `translate(${LEGEND_COLUMN * (n % columns)} ${LEGEND_ROW * Math.floor(n / columns)})`));
    part("legend").setAttribute("transform", `translate(${PAPER_EDGE} ${foot})`);
    const end = foot + LEGEND_ROW * Math.ceil(entries.length / columns);
    const credit = [...part("credit").children].map((row) => row.textContent).join(" ");
    const rows = setRows(part("credit"), wrapText(credit, inner, LETTER_WIDTH).map((row, n) => write(0, 18 * n, row, "q")));
    part("credit").setAttribute("transform", `translate(${PAPER_EDGE} ${end + PAPER_EDGE / 2})`);
    const height = end + 18 * rows + PAPER_EDGE;
    resizeSvg(made.documentElement, width, height);
    return made.documentElement;
  }

  function resizeSvg(svg, width, height) {
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const paper = svg.querySelector(":scope > rect");
    paper.setAttribute("width", width);
    paper.setAttribute("height", height);
  }

  const textOf = (svg) => new XMLSerializer().serializeToString(svg);

  const svg = () => save("picture.svg", textOf(compose()), "image/svg+xml");

  async function png() {
    const drawn = compose();
    const [width, height] = ["width", "height"].map((side) => Number(drawn.getAttribute(side)));
    save("picture.png", await rasterise(textOf(drawn), width, height), "image/png");
  }

  const paper = document.getElementById("paper");
  const root = paper.attachShadow({ mode: "open" }); // the SVG's own styles stay inside

  /* Puts the whole picture where it is printed, as wide as the paper; false before there is one. */
  function paperSvg() {
    const drawn = compose();
    if (!drawn) return false;
    drawn.setAttribute("width", "100%");
    drawn.removeAttribute("height");
    drawn.style.maxHeight = "75vh"; // on one sheet with the title, whichever way the sheet lies
    root.replaceChildren(document.importNode(drawn, true));
    return true;
  }

  return { svg, png, paperSvg };
}
