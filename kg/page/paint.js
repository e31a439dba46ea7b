"use strict";

/* What is drawn on the canvas: markers, captions, lanes, axis and rails. Positions and signs come
   from Python, colours from the style sheet. `at` maps a place in the picture to the screen. */

const AXIS_HEIGHT = 46; // px: a row of days and a row of the time left out
const CAPTION_SCALE = 0.66; // below this zoom captions would be smaller than 8 px: leave them out

function createPainter(data, container) {
  const font = getComputedStyle(document.body).fontFamily;
  const shapes = paths(data.signs.shapes);
  const icons = paths(data.signs.icons);
  const DASHES = { planned: [3.5, 2.5], alleged: [1.5, 2] };
  let colours = {};

  function paths(table) {
    return Object.fromEntries(Object.entries(table).map(([name, path]) => [name, new Path2D(path)]));
  }

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    colours = Object.fromEntries(data.signs.colours.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
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

  function caption(ctx, text, x, y, { size, bold = false, quiet = false, right = false, colour = null }) {
    ctx.font = `${bold ? 700 : quiet ? 400 : 500} ${size}px ${font}`;
    ctx.textAlign = right ? "right" : "left";
    label(ctx, text, x, y, colour ? colours[colour] : quiet ? colours.quiet : colours.ink);
  }

  /* Text with a rim of paper, so that lines below it do not cut it. */
  function label(ctx, text, x, y, colour) {
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = colours.paper;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
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

  /* Bands, compressed stretches, days and rails, behind everything. */
  function ground(ctx, view, from, to, scale) {
    ctx.lineWidth = 1 / scale;
    view.lanes.forEach(([, top, bottom], number) => {
      if (number % 2) return;
      ctx.fillStyle = colours.band;
      ctx.fillRect(from.x, top, to.x - from.x, bottom - top);
    });
    verticals(ctx, view.ticks.filter(([, , major]) => major).map(([x]) => x), 0, view.height, "rule");
    const breaks = view.gaps.flatMap(([left, right]) => [(left + right) / 2 - 3, (left + right) / 2 + 3]);
    verticals(ctx, breaks, 0, view.height, "rule", [1.5, 5]);
    verticals(ctx, [view.undated, view.undatedAnswers].filter((x) => x !== null), 0, view.height, "ink");
    verticals(ctx, view.rails.map(([x]) => x), 26, view.height, "rule");
    for (const [x, name] of view.rails) caption(ctx, fit(ctx, name, 300), x - 10, 12, { size: 14.5, bold: true });
  }

  /* Days, figures and open ends of a ladder. */
  function notes(ctx, view, shown, scale) {
    if (scale < CAPTION_SCALE) return;
    for (const [x, y, text, sort, at] of view.notes) {
      if (!shown.has(at)) continue;
      if (sort === "open") {
        ctx.lineWidth = 1.5;
        verticals(ctx, [x], y - 22, y - 6, "retaliation", [2, 3]);
        caption(ctx, text, x + 16, y, { size: 12.5, colour: "retaliation" });
      } else caption(ctx, text, x, y, { size: 12.5, quiet: true });
    }
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
      const right = left + ctx.measureText(short).width + 12;
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
      if (ctx.measureText(text).width + 8 > at(right) - at(left)) continue;
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

  function widthOf(ctx, text, size) {
    ctx.font = `500 ${size}px ${font}`;
    return ctx.measureText(text).width;
  }

  readColours();
  return {
    caption, captionSize, dot, edge, ground, marker, notes, readColours, ring, sizeOf, span, widthOf,
    colourOf: (name) => colours[name] || colours.quiet,
  };
}
