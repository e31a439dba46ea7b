"use strict";

/* The ladder taken away as a picture: the moves that are left under each other, on light paper,
   with title, sides, legend and credit. The pieces are Python's, see rungs.py, and so is the way
   they are stacked. */

const MOST_PIXELS = [16_000, 250_000_000]; // of a PNG: along a side, and in all; browsers refuse more
const NOT_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // what XML cannot carry

function createSheet(data, ladder, save) {
  const clean = (text) => text.replace(NOT_XML, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const cut = (text, letters) => {
    const all = [...text];
    return all.length <= letters ? text : `${all.slice(0, letters - 1).join("").trimEnd()}…`;
  };

  /* As stack of rungs.py; returns the text of the SVG with its width and height. */
  function stack({ edge, width, sides, ...pieces }, rows, used, [subtitle, ...names]) {
    let y = edge + 28 * pieces.title.length + 16;
    const body = [`<text class="s" x="${edge}" y="${y}">${clean(subtitle)}</text>`];
    const rule = (colour) => body.push(`<path d="M${edge} ${y}H${width - edge}" stroke="${colour}"/>`);
    y += 30;
    names.forEach((name, at) => {
      const [x, colour] = sides[at ? "right" : "left"];
      if (name) body.push(`<path d="M${x - pieces.bar + 1} ${y - 14}v20" stroke="${colour}" stroke-width="3"/><text class="s" x="${x}" y="${y}">${clean(name)}</text>`);
    });
    y += 8;
    rule(pieces.ink);
    rows.forEach(({ at, side, since }, number) => {
      const [drawn, height] = data.rungs[at];
      const [x, colour] = sides[side];
      if (since && number) rule(pieces.rule);
      y += 6;
      if (since) body.push(`<text class="b" x="${edge}" y="${y + 12}">${clean(since)}</text>`);
      const bar = `<path d="M${1 - pieces.bar} 0v${height - 6}" stroke="${colour}" stroke-width="3"/>`;
      body.push(`<g data-at="${at}" transform="translate(${x} ${y})">${bar}${drawn}</g>`);
      y += height;
    });
    y += 6;
    rule(pieces.ink);
    y += 14;
    const entries = data.answers.flatMap(([state]) => (used.has(state) ? [pieces.legend[state]] : []));
    if (used.has("inferred")) entries.push(pieces.inferred);
    entries.forEach((entry, number) => {
      const x = edge + (number % 2) * (Math.floor(width / 2) - edge);
      body.push(`<g transform="translate(${x} ${y + 18 * Math.floor(number / 2)})">${entry}</g>`);
    });
    y += 18 * Math.ceil(entries.length / 2) + 6;
    body.push(`<g transform="translate(0 ${y})">${pieces.credit.join("")}</g>`);
    y += 16 * pieces.credit.length + edge;
    const head = [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" role="img" aria-labelledby="title">`,
      `<title id="title">${clean(subtitle)}</title>`, pieces.open, ...pieces.title,
    ];
    return { text: [...head, ...body, "</svg>", ""].join("\n"), width, height: y };
  }

  function compose(state, left) {
    const rows = ladder.arrange(state, left);
    const used = new Set(rows.map(({ at }) => data.actions[at].answerState));
    if (rows.some(({ at }) => data.rungs[at][0].includes('<text class="i'))) used.add("inferred");
    const names = [...ladder.sidesOf(state).map((at) => cut(data.actors[at] ?? "", data.sheet.letters[1])), "", ""].slice(0, 2);
    const subtitle = cut(document.getElementById("ladder-title").textContent, data.sheet.letters[0]);
    return stack(data.sheet, rows, used, [subtitle, ...names]);
  }

  return {
    svg: (state, left) => save("ladder.svg", compose(state, left).text, "image/svg+xml"),
    async png(state, left) {
      const { text, width, height } = compose(state, left);
      save("ladder.png", await rasterise(text, width, height), "image/png");
    },
  };
}

/* An SVG in dots, two for each px where that is not too many. */
async function rasterise(text, width, height) {
  const [side, whole] = MOST_PIXELS;
  const scale = Math.min(2, side / width, side / height, Math.sqrt(whole / (width * height)));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const made = document.createElement("canvas");
  made.width = Math.floor(width * scale);
  made.height = Math.floor(height * scale);
  made.getContext("2d").drawImage(image, 0, 0, made.width, made.height);
  return new Promise((done) => made.toBlob(done, "image/png"));
}
