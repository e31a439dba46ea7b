"use strict";

/* What a reader takes away: the picture, the rows and the graph, of what the filters leave. */

function createTaking(data, picture, table) {
  const title = document.querySelector("h1").textContent;
  let unpacked = null;

  /* The files that Python packed: deflated, as text they would double the page. */
  function files() {
    unpacked ??= (async () => {
      const packed = Uint8Array.from(atob(document.getElementById("page-files").textContent), (c) => c.charCodeAt(0));
      const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
      return JSON.parse(await new Response(plain).text());
    })();
    return unpacked;
  }

  function save(name, content, type) {
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([content], { type }));
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  /* RFC 4180; a cell that a spreadsheet would run as a formula gets an apostrophe, as in kg export. */
  function csv() {
    const cell = (text) => {
      const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    save("actions.csv", table.texts().map((row) => `${row.map(cell).join(",")}\r\n`).join(""), "text/csv");
  }

  /* Python's SVG without the actions and lines that the filters hide. */
  async function svg(state, { shown, lines }) {
    const text = (await files()).svg[picture.nameOf(state)];
    const drawn = new DOMParser().parseFromString(text, "image/svg+xml");
    for (const part of drawn.querySelectorAll("[data-at]")) if (!shown.has(Number(part.dataset.at))) part.remove();
    for (const part of drawn.querySelectorAll("[data-edge]")) if (!lines.has(Number(part.dataset.edge))) part.remove();
    save("picture.svg", new XMLSerializer().serializeToString(drawn), "image/svg+xml");
  }

  /* The picture as it is, on paper, under its title. */
  function png() {
    const source = picture.canvas();
    const ratio = source.width / source.clientWidth;
    const style = getComputedStyle(document.documentElement);
    const made = document.createElement("canvas");
    made.width = source.width + 32 * ratio;
    made.height = source.height + 72 * ratio;
    const ctx = made.getContext("2d");
    ctx.fillStyle = style.getPropertyValue("--paper");
    ctx.fillRect(0, 0, made.width, made.height);
    ctx.fillStyle = style.getPropertyValue("--ink");
    ctx.font = `600 ${22 * ratio}px ${getComputedStyle(document.querySelector("h1")).fontFamily}`;
    ctx.fillText(title.slice(0, 200), 16 * ratio, 36 * ratio);
    ctx.drawImage(source, 16 * ratio, 56 * ratio);
    made.toBlob((blob) => save("picture.png", blob, "image/png"), "image/png");
  }

  /* The statements about what is shown: its actions, the reports of them, the links and chains
     among them alone, and what all these name. A statement is a line and the indented ones below. */
  async function turtle({ shown }) {
    const blocks = (await files()).turtle.split(/\n(?=\S)/);
    const isPrefix = (block) => block.startsWith("@prefix");
    const subjects = new Map(blocks.filter((b) => b && !isPrefix(b)).map((b) => [b.split(/\s/, 1)[0], b.trimEnd()]));
    const named = (block) => block.replace(/"(?:[^"\\]|\\.)*"/g, "").match(/[a-z]+:[^\s;,]+/g) ?? [];
    const kept = new Set([...shown].map((at) => `action:${data.actions[at].id}`));
    for (const [subject, block] of subjects) {
      const actions = named(block).filter((name) => name.startsWith("action:"));
      if (!/^(?:report|link|chain):/.test(subject)) continue;
      if (actions.length && actions.every((name) => kept.has(name))) kept.add(subject);
    }
    const waiting = [...kept];
    for (const subject of waiting) {
      for (const name of named(subjects.get(subject) ?? "")) {
        if (kept.has(name) || !subjects.has(name) || /^(?:action|report|link|chain):/.test(name)) continue;
        kept.add(name);
        waiting.push(name);
      }
    }
    const statements = [...subjects].filter(([subject]) => kept.has(subject)).map(([, block]) => block);
    save("selection.ttl", `${[...blocks.filter(isPrefix), ...statements].join("\n")}\n`, "text/turtle");
  }

  return { csv, svg, png, turtle };
}
