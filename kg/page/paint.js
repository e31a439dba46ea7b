"use strict";

/* What is drawn on the canvas: markers, captions, lines, lanes and axis. Signs come from Python,
   colours from the style sheet. `at` maps a place in the picture to the screen. */

const AXIS_HEIGHT = 46; // px: a row of days and a row of the time left out
const CAPTION_SCALE = 0.66; // below this zoom captions would be smaller than 8 px: leave them out
const BADGE = [10, 9]; // px from the middle of a marker to that of its answer mark, as in marks.py

function createPainter(data) {
  const font = getComputedStyle(document.body).fontFamily;
  const shapes = paths(data.signs.shapes);
  const icons = paths(data.signs.icons);
  const answers = paths(data.signs.answers);
  const ruler = document.createElement("canvas").getContext("2d");
  const widths = new Map(); // font and text -> px: to measure takes longer than to draw
  const DASHES = { planned: [3.5, 2.5], alleged: [1.5, 2] };
  let colours = {};

  function paths(table) {
    return Object.fromEntries(Object.entries(table).map(([name, path]) => [name, new Path2D(path)]));
  }

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    colours = Object.fromEntries(Object.keys(data.signs.light).map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  /* Somewhat smaller in a picture further out, but never hard to read. */
  const captionSize = (scale) => Math.min(14.5, Math.max(12, 11.5 / scale));

  /* Far out, markers stay large enough to see and to hit. */
  const sizeOf = (action, scale) => (action.family === "speech" ? 0.8 : 1) * Math.max(0.85, 0.5 / scale);

  function marker(ctx, action, x, y, size) {
    const colour = colours[action.family];
    const hollow = action.fill !== "done";
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(size, size);
    ctx.lineWidth = hollow ? 1.8 : 1.5;
    ctx.fillStyle = hollow ? colours.paper : colour;
    ctx.strokeStyle = hollow ? colour : colours.paper;
    ctx.fill(shapes[action.family]);
    ctx.setLineDash(DASHES[action.fill] ?? []);
    ctx.stroke(shapes[action.family]);
    ctx.setLineDash([]);
    ctx.strokeStyle = hollow ? colour : colours.paper;
    ctx.lineWidth = 1.6;
    ctx.lineCap = "round";
    ctx.stroke(icons[action.icon]);
    if (action.fill === "declined") {
      ctx.lineWidth = 2;
      ctx.strokeStyle = colour;
      ctx.beginPath();
      ctx.moveTo(-11, 11);
      ctx.lineTo(11, -11);
      ctx.stroke();
    }
    ctx.restore();
    if (action.answerState) badge(ctx, answers[action.answerState], x + BADGE[0] * size, y + BADGE[1] * size, size);
  }

  /* How an act stands with regard to an answer, at its marker's lower right. */
  function badge(ctx, path, x, y, size) {
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(size, size);
    ctx.fillStyle = colours.paper;
    ctx.beginPath();
    ctx.arc(0, 0, 7, 0, 2 * Math.PI);
    ctx.fill();
    ctx.scale(0.8, 0.8);
    ctx.translate(-6, -6);
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = 2;
    ctx.lineCap = "round";
    ctx.lineJoin = "round";
    ctx.stroke(path);
    ctx.restore();
  }

  /* marked: the line that is asked about. */
  function line(ctx, { path, head, look }, dim, marked) {
    ctx.globalAlpha = dim ? 0.12 : 0.85;
    ctx.strokeStyle = ctx.fillStyle = colours[look.relation] || colours.quiet;
    ctx.lineWidth = marked ? look.width + 2.5 : look.width;
    ctx.setLineDash(look.dashes);
    ctx.stroke(path);
    ctx.setLineDash([]);
    if (look.head === "vee") ctx.stroke(head);
    else ctx.fill(head);
    ctx.globalAlpha = 1;
  }

  /* A plain dot, where thousands are drawn too small for icons. */
  function dot(ctx, action, x, y, size) {
    ctx.fillStyle = colours[action.family];
    ctx.fillRect(x - 7 * size, y - 7 * size, 14 * size, 14 * size);
  }

  function ring(ctx, x, y, r, faint) {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.strokeStyle = colours.focus;
    ctx.lineWidth = faint ? 1.5 : 3;
    ctx.stroke();
  }

  /* From the first to the last possible day. */
  function span(ctx, left, right, y) {
    ctx.strokeStyle = colours.quiet;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const x of [left, right]) {
      ctx.moveTo(x, y + 9);
      ctx.lineTo(x, y + 14);
    }
    ctx.moveTo(left, y + 11.5);
    ctx.lineTo(right, y + 11.5);
    ctx.stroke();
  }

  /* Text on a ground of its own, so that lines pass behind it. */
  function caption(ctx, text, x, y, { size, ground, bold = false, quiet = false, right = false }) {
    ctx.font = `${bold ? 700 : quiet ? 400 : 500} ${size}px ${font}`;
    const wide = measure(ctx, text);
    const alpha = ctx.globalAlpha;
    ctx.globalAlpha = 1;
    ctx.fillStyle = colours[ground];
    ctx.fillRect((right ? x - wide : x) - 2, y - size * 0.65, wide + 4, size * 1.3);
    ctx.globalAlpha = alpha;
    ctx.textAlign = right ? "right" : "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = quiet ? colours.quiet : colours.ink;
    ctx.fillText(text, x, y);
  }

  function measure(ctx, text) {
    const key = `${ctx.font}\n${text}`;
    if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
    return widths.get(key);
  }

  function verticals(ctx, places, from, to, colour, dash = []) {
    ctx.strokeStyle = colours[colour];
    ctx.setLineDash(dash);
    ctx.beginPath();
    for (const x of places) {
      ctx.moveTo(x, from);
      ctx.lineTo(x, to);
    }
    ctx.stroke();
    ctx.setLineDash([]);
  }

  /* Bands, compressed stretches and days, behind everything; only what is in sight. */
  function ground(ctx, view, from, to, scale) {
    const seen = (x) => x >= from.x && x <= to.x;
    ctx.lineWidth = 1 / scale;
    view.lanes.forEach(([, top, bottom], number) => {
      if (number % 2 || bottom < from.y || top > to.y) return;
      ctx.fillStyle = colours.band;
      ctx.fillRect(from.x, top, to.x - from.x, bottom - top);
    });
    verticals(ctx, view.ticks.filter(([x, , major]) => major && seen(x)).map(([x]) => x), 0, view.height, "rule");
    const breaks = view.gaps.flatMap(([left, right]) => [(left + right) / 2 - 3, (left + right) / 2 + 3]);
    verticals(ctx, breaks.filter(seen), 0, view.height, "rule", [1.5, 5]);
    verticals(ctx, [view.undated, view.undatedAnswers].filter((x) => x !== null), 0, view.height, "ink");
  }

  /* Names of lanes and days stay at the edge of the picture while it is moved. */
  function edge(ctx, view, gutter, at) {
    const canvas = ctx.canvas;
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
    view.lanes.forEach((lane, number) => laneName(ctx, lane, number, gutter, at));
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
    axis(ctx, view, gutter, width, (x) => at(x, 0).x);
    ctx.restore();
  }

  function laneName(ctx, [name, top, bottom], number, gutter, at) {
    const from = at(0, top).y;
    const to = at(0, bottom).y;
    if (number % 2 === 0) {
      ctx.fillStyle = colours.band;
      ctx.fillRect(0, from, gutter, to - from);
    }
    if (to - from < 11) return;
    // A tall lane keeps its name in sight while any of it is.
    const middle = Math.min(Math.max((from + to) / 2, AXIS_HEIGHT + 14), to - 8);
    ctx.fillStyle = colours.ink;
    ctx.textAlign = "left";
    ctx.font = `600 ${gutter < 110 ? 11 : 13}px ${font}`;
    const lines = to - from < 30 ? [fit(ctx, name, gutter - 14)] : wrap(ctx, name, gutter - 14);
    lines.forEach((line, row) => ctx.fillText(line, 6, middle + 14 * (row - (lines.length - 1) / 2)));
  }

  /* Ticks follow the zoom: days where they fit, else months, else years; major ones come first. */
  function axis(ctx, view, gutter, width, at) {
    ctx.textAlign = "left";
    ctx.font = `12px ${font}`;
    const seen = view.ticks.map(([x, text, major]) => [at(x), text, major]).filter(([x]) => x > gutter - 1 && x < width);
    const majors = seen.filter(([, , major]) => major);
    const room = majors.length > 1 ? (majors.at(-1)[0] - majors[0][0]) / (majors.length - 1) : Infinity;
    const words = room > 78 ? 3 : room > 58 ? 2 : 1; // of "26 Mar 2018"
    const taken = view.undatedAnswers === null ? [] : [[at(view.undatedAnswers), Infinity]];
    const free = (left, right) => taken.every(([from, to]) => right < from || left > to);
    for (const [left, text, major] of seen.sort((a, b) => b[2] - a[2] || a[0] - b[0])) {
      const short = text.split(" ").slice(-words).join(" ");
      const right = left + measure(ctx, short) + 12;
      ctx.fillStyle = colours.quiet;
      ctx.fillRect(left, AXIS_HEIGHT - (major ? 8 : 5), 1, major ? 7 : 4);
      if (!free(left, right)) continue;
      taken.push([left, right]);
      ctx.fillStyle = colours.ink;
      ctx.fillText(short, left - 1, 13);
    }
    ctx.fillStyle = colours.quiet;
    if (view.undated !== null && at(view.undated) > gutter + 70) ctx.fillText("Undated", Math.max(at(0), gutter + 6), 13);
    if (view.undatedAnswers !== null) ctx.fillText("Undated", at(view.undatedAnswers) + 6, 13);
    ctx.textAlign = "center";
    ctx.font = `italic 11px ${font}`;
    for (const [left, right, text] of view.gaps) {
      if (at(right) < gutter || at(left) > width || measure(ctx, text) + 8 > at(right) - at(left)) continue;
      ctx.fillText(text, (at(left) + at(right)) / 2, 30);
    }
    if (at(view.width) > width + 8) {
      ctx.fillStyle = colours.paper;
      ctx.fillRect(width - 26, 0, 26, AXIS_HEIGHT - 1);
      ctx.fillStyle = colours.ink;
      ctx.textAlign = "right";
      ctx.font = `600 18px ${font}`;
      ctx.fillText("→", width - 4, 14);
    }
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

  /* px from the middle of a marker to the ends of the texts on its left and right, as large as they
     are in a first view. */
  function roomOf(caption, lead) {
    const size = captionSize(FIRST_SCALE);
    return [lead ? 16 + Math.ceil(widthOf(ruler, lead, size - 1)) : 11, 21 + Math.ceil(widthOf(ruler, caption, size))];
  }

  function widthOf(ctx, text, size) {
    ctx.font = `500 ${size}px ${font}`;
    return measure(ctx, text);
  }

  readColours();
  return { caption, captionSize, dot, edge, ground, line, marker, readColours, ring, roomOf, sizeOf, span, widthOf };
}
