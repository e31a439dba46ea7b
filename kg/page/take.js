"use strict";

/* What a reader takes away: the picture, the rows and the graph, of what the filters leave. */

function createTaking(data, picture, table, leaves) {
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

  /* RFC 4180; what a spreadsheet would run as a formula gets an apostrophe, as in kg export. */
  function csv() {
    const cell = (text) => {
      const part = (each) => (/^(['\t\r\n]|\s*[=+\-@|%＝＋－＠])/.test(each) ? `'${each}` : each);
      const safe = /^-?\d+(\.\d+)?$/.test(text) ? text : text.split(";").map(part).join(";");
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    save("actions.csv", table.texts().map((row) => `${row.map(cell).join(",")}\r\n`).join(""), "text/csv");
  }

  /* Python's SVG without the actions and lines that the filters hide, and without their labels. */
  function cutSvg(text, { shown, lines }) {
    const drawn = new DOMParser().parseFromString(text, "image/svg+xml");
    for (const part of drawn.querySelectorAll("[data-at]")) if (!shown.has(Number(part.dataset.at))) part.remove();
    for (const part of drawn.querySelectorAll("[data-edge]")) if (!lines.has(Number(part.dataset.edge))) part.remove();
    for (const part of drawn.querySelectorAll("[data-lead]")) {
      const lead = picture.leadOf(Number(part.dataset.lead));
      if (lead) part.textContent = lead;
      else part.remove();
    }
    return drawn;
  }

  async function svg(state, left) {
    const drawn = cutSvg((await files()).svg[picture.nameOf(state)], left);
    save("picture.svg", new XMLSerializer().serializeToString(drawn), "image/svg+xml");
  }

  /* Printers wait for nobody: what a page puts on paper is unpacked beforehand, once the picture
     is drawn. */
  let printed = null;
  const ready = new Promise((done) => requestAnimationFrame(() => setTimeout(done))).then(files).then((found) => {
    printed = found.svg;
  });
  const paper = document.getElementById("paper");
  const root = paper.attachShadow({ mode: "open" }); // the SVG's own styles stay inside

  /* Puts the whole picture where it is printed, as wide as the paper; false before it is unpacked. */
  function paperSvg(state, left) {
    if (!printed) return false;
    const drawn = cutSvg(printed[picture.nameOf(state)], left).documentElement;
    drawn.setAttribute("width", "100%");
    drawn.removeAttribute("height");
    drawn.style.maxHeight = "75vh"; // on one sheet with the title, a ladder too, whichever way the sheet lies
    root.replaceChildren(document.importNode(drawn, true));
    return true;
  }

  /* The title in rows no wider than the picture; a word too long for one is cut into pieces. */
  function wrapTitle(ctx, width) {
    const rows = [""];
    const fits = (text) => ctx.measureText(text).width <= width;
    for (const word of title.slice(0, 400).split(/\s+/)) {
      const longer = `${rows.at(-1)} ${word}`.trim();
      if (fits(longer)) rows[rows.length - 1] = longer;
      else {
        if (rows.at(-1)) rows.push("");
        for (const letter of word) {
          if (fits(rows.at(-1) + letter)) rows[rows.length - 1] += letter;
          else rows.push(letter);
        }
      }
    }
    return rows;
  }

  /* The picture as it is, on paper, under its title. */
  function png() {
    const source = picture.canvas();
    const ratio = source.width / source.clientWidth;
    const style = getComputedStyle(document.documentElement);
    const made = document.createElement("canvas");
    made.width = source.width + 32 * ratio;
    const ctx = made.getContext("2d");
    const face = `600 ${22 * ratio}px ${getComputedStyle(document.querySelector("h1")).fontFamily}`;
    ctx.font = face;
    const rows = wrapTitle(ctx, source.width);
    const above = (30 + 28 * rows.length) * ratio;
    made.height = source.height + above + 16 * ratio; // sets all of the context back
    ctx.fillStyle = style.getPropertyValue("--paper");
    ctx.fillRect(0, 0, made.width, made.height);
    ctx.fillStyle = style.getPropertyValue("--ink");
    ctx.font = face;
    rows.forEach((row, at) => ctx.fillText(row, 16 * ratio, (36 + 28 * at) * ratio));
    ctx.drawImage(source, 16 * ratio, above);
    made.toBlob((blob) => save("picture.png", blob, "image/png"), "image/png");
  }

  /* The statements about what is shown, and of what they name, what is in the file. */
  async function turtle(state, { shown, lines }) {
    const blocks = (await files()).turtle.split(/\n(?=\S)/).filter(Boolean);
    const prefixes = blocks.filter((block) => block.startsWith("@prefix"));
    const subjects = new Map(blocks.slice(prefixes.length).map(parse));
    const drawn = new Map(data.network.edges.map((edge) => [`${edge.from} ${edge.to}`, edge]));
    const number = new Map(data.actions.map((action, at) => [`action:${action.id}`, at]));
    const isLeft = (link) => {
      const ends = [number.get(link.trigger), number.get(link.response)];
      if (!ends.every((at) => shown.has(at))) return false;
      const edge = drawn.get(ends.join(" "));
      const claim = edge?.claims.find((each) => [link.basis, link.stance, link.relation].every((text, at) => text === each[at]));
      const grade = claim ? claim[3] : link.disputedBy || speaksAgainst(link) ? "disputed" : "";
      return (!claim || lines.has(edge.id)) && leaves(state, [link.basis, link.stance, link.relation, grade, Number(link.confidence ?? 0)]);
    };
    const kept = keep(subjects, [...shown].map((at) => `action:${data.actions[at].id}`), isLeft);
    const links = [...kept].filter((name) => name.startsWith("link:")).map((name) => valuesOf(subjects.get(name)));
    const statements = [...subjects].filter(([name]) => kept.has(name)).map(([name, pairs]) => write(name, pairs, kept, links));
    save("selection.ttl", `${[...prefixes, ...statements].join("\n")}\n`, "text/turtle");
  }

  return { csv, svg, png, turtle, paperSvg, ready };
}

/* ---- Turtle as Python writes it: a statement is a line and the indented ones below. */

const OF_RECORD = /^(?:action|report|link|chain|feature):/;
const SHORTCUTS = ["ret:respondsTo", "ret:mayRespondTo", "ret:inferredResponseTo"];
const ORDER = ["nonRetaliation", "sequence", "coincidence"]; // as in kg/model/actions.py

/* [subject, [[predicate, object]…]]; one more tab repeats the predicate. */
function parse(block) {
  const [first, ...rest] = block.trimEnd().split("\n");
  const subject = first.split(" ", 1)[0];
  let predicate = "";
  const pairs = [first.slice(subject.length), ...rest].map((line) => {
    const text = line.replace(/ [,;.]$/, "").trim();
    if (line.startsWith("\t\t")) return [predicate, text];
    predicate = text.split(" ", 1)[0];
    return [predicate, text.slice(predicate.length + 1)];
  });
  return [subject, pairs];
}

/* The values of a statement by their local names. */
const valuesOf = (pairs) => Object.fromEntries(pairs.map(([key, value]) => [key.replace("ret:", ""), value.replace(/^code:/, "")]));
const speaksAgainst = (link) => ["denies", "disputes"].includes(link.stance) || link.relation === "nonRetaliation";

/* The names of the actions, the links that are left, their reports, chains of nothing else, and
   what all these name. What disputes a link stays with it, even where it is of an action or a
   basis that the filters hide: a claim must not look undisputed because a reader narrowed. */
function keep(subjects, actions, isLeft) {
  const named = (kind) => [...subjects].filter(([name]) => name.startsWith(kind));
  const links = new Map(named("link:").map(([name, pairs]) => [name, valuesOf(pairs)]));
  const left = [...links].filter(([, link]) => isLeft(link));
  const pairs = new Set(left.map(([, link]) => `${link.trigger} ${link.response}`));
  const against = [...links].filter(([, link]) => speaksAgainst(link) && pairs.has(`${link.trigger} ${link.response}`));
  const kept = new Set([...actions, ...left.map(([name]) => name), ...against.map(([name]) => name)]);
  for (const [name, report] of named("report:")) if (kept.has(valuesOf(report).ofAction)) kept.add(name);
  for (const [name, chain] of named("chain:")) {
    if (chain.every(([, value]) => !/^(?:action|link):/.test(value) || kept.has(value))) kept.add(name);
  }
  const waiting = [...kept];
  const add = (name) => {
    if (kept.has(name) || !subjects.has(name)) return;
    kept.add(name);
    waiting.push(name);
  };
  for (const subject of waiting) {
    for (const [predicate, value] of subjects.get(subject) ?? []) {
      const disputes = ["ret:disputedBy", "ret:counterEvidence"].includes(predicate);
      const { ofAction, trigger, response } = disputes ? valuesOf(subjects.get(value) ?? []) : {};
      const rival = predicate === "ret:conflictsWith" && [links.get(value)?.trigger, links.get(value)?.response].every((end) => kept.has(end));
      if (disputes || rival || !OF_RECORD.test(value) || value.startsWith("feature:")) add(value);
      for (const end of [ofAction, trigger, response]) if (end) add(end);
    }
  }
  return kept;
}

/* A statement without the pointers to what is not in the file; a shortcut between two actions says
   no more than the links left say. */
function write(subject, pairs, kept, links) {
  const said = (trigger) => links.filter((link) => link.response === subject && link.trigger === trigger && !speaksAgainst(link) && !ORDER.includes(link.relation));
  const written = new Set();
  for (const [predicate, value] of pairs) {
    if (OF_RECORD.test(value) && !kept.has(value)) continue;
    if (!SHORTCUTS.includes(predicate)) written.add(`${predicate} ${value}`);
    else {
      const inferred = predicate === "ret:inferredResponseTo";
      const of = said(value).filter((link) => (link.basis === "inferred") === inferred);
      if (!of.length) continue;
      const firm = of.some((link) => link.stance === "asserts" && !link.disputedBy);
      written.add(`${inferred ? predicate : firm ? "ret:respondsTo" : "ret:mayRespondTo"} ${value}`);
    }
  }
  return `${subject} ${[...written].join(" ;\n\t")} .`;
}
