"use strict";

/* What a reader takes away of what the filters leave: the rows and the graph; drawing.js has the
   picture. */

function createTaking(data, { leaves, filtersOf }) {

  /* What Python packed: as text it would double the page. */
  const unpack = async () => restore(toValues(await inflate(document.getElementById("page-files").textContent)));

  /* What Python did not say again of actions, see packing.py. */
  function restore({ nodes, open, pairs, views, ...others }) {
    const { actions } = data;
    nodes.forEach((node, at) => { node.title = `${actions[at].label}\n${actions[at].when}`; });
    for (const row of open) if (row.at >= 0) Object.assign(row, { id: actions[row.at].id, label: actions[row.at].label });
    for (const pair of pairs) for (const end of ["from", "to"]) pair[`${end}Label`] ??= actions[pair[end]].label;
    return { ...others, nodes, open, pairs, views: Object.fromEntries(views.map((view) => [view.name, view])) };
  }

  function save(name, content, type) {
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([content], { type }));
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  /* A row an action, with what it is said to answer: who says so, on what basis, how much later. */
  function rowOf(at) {
    const action = data.actions[at];
    const answers = data.pairs.filter((pair) => pair.to === at && ["for", "inferred"].includes(pair.sort));
    const each = (get) => answers.map(get).join("; ");
    return [
      action.id, action.when, action.day, action.until, action.who, action.label, action.to, action.count, action.kind, action.statusLabel,
      action.answerLabel, action.asOf, each((pair) => pair.fromLabel), each((pair) => pair.claims[0].basis),
      each((pair) => pair.claims[0].who || "no source says so"), each((pair) => pair.lag), String(action.reports),
    ];
  }

  const COLUMNS = [
    "Id", "Date", "First day", "Last day", "Actor", "Action", "Recipient", "Count", "Kind", "Status", "Answer", "As of", "Answers", "Basis",
    "Who says so", "Lag", "Reports",
  ];

  /* RFC 4180; what a spreadsheet would run as a formula gets an apostrophe, as in kg export. */
  function csv({ shown }) {
    const cell = (text) => {
      const part = (each) => (/^(['\t\r\n]|\s*[=+\-@|%＝＋－＠])/.test(each) ? `'${each}` : each);
      const safe = /^-?\d+(\.\d+)?$/.test(text) ? text : text.split(";").map(part).join(";");
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const order = data.order.filter((at) => shown.has(at));
    save("actions.csv", [COLUMNS, ...order.map(rowOf)].map((row) => `${row.map(cell).join(",")}\r\n`).join(""), "text/csv");
  }

  /* What is shown and all that it must be read with, as `kg export --address` writes it; with
     nothing narrowed, all that was drawn. */
  function turtle(state, { shown }) {
    const { head, whole, part, words } = data.graph;
    const [links, actions] = [data.graph.links, data.graph.actions].map(fromColumn);
    const things = toBlocks(data.graph.things);
    const address = filtersOf(state);
    const left = links.filter(([, , from, to, ...claim]) => shown.has(from) && shown.has(to) && leaves(state, claim));
    const all = !address || (shown.size === actions.length && left.length === links.length);
    const chosen = [...[...shown].map((at) => actions[at]), ...left.flatMap(([at, chain]) => (chain < 0 ? [at] : [at, chain]))];
    const kept = new Set(all ? things.keys() : chosen);
    for (const at of kept) for (const need of things[at][1]) kept.add(need); // of those added too
    const blocks = things.filter((_, at) => kept.has(at)).map(([name, , pairs]) => [name, cut(pairs, kept)]);
    const described = address ? describe(part, blocks, kept, [words, `--address '${address}'`].filter(Boolean).join(" "), address) : whole;
    save("selection.ttl", (head + described + write(blocks)).slice(0, -1), "text/turtle");
  }

  return { csv, save, turtle, unpack };
}

/* ---- Turtle in blocks, see statements.py: a subject with its predicates and their objects, which
   are texts, or [text, what it stands with…] where one of these must be kept. Python packed them as
   columns, see blocks.py. */

function toBlocks({ objects, ...columns }) {
  const [names, needs, predicates] = [columns.names, columns.needs, columns.predicates].map(fromColumn);
  const rest = Object.fromEntries(Object.entries(objects).map(([predicate, column]) => [predicate, fromColumn(column).values()]));
  const spell = (text) => (typeof text === "number" ? names[text] : text);
  const tell = (object) => (Array.isArray(object) ? [spell(object[0]), ...(object.length > 1 ? object.slice(1) : object)] : spell(object));
  return names.map((name, at) => [name, needs[at], predicates[at].map((predicate) => [predicate, ...rest[predicate].next().value.map(tell)])]);
}

const cut = (pairs, kept) =>
  pairs.map(([predicate, ...objects]) => [predicate, ...objects.flatMap((each) => {
    const [text, ...others] = [each].flat();
    return !others.length || others.some((other) => kept.has(other)) ? [text] : [];
  })]).filter(([, first]) => first !== undefined);

/* As turtle.py lays it out: the objects of the first predicate, which stands beside the subject,
   are indented once. */
const write = (blocks) =>
  blocks.map(([name, pairs]) => `${name} ${pairs.map(([predicate, ...objects], at) => `${predicate} ${objects.join(at ? " ,\n\t\t" : " ,\n\t")}`).join(" ;\n\t")} .\n\n`).join("");

const countTriples = (blocks) => blocks.flatMap(([, pairs]) => pairs).reduce((sum, pair) => sum + pair.length - 1, 0);

/* What description.py says of a part, with its name, words and counts in their places. */
function describe(part, blocks, kept, words, address) {
  const counts = { entities: blocks.length };
  for (const [name] of blocks) {
    const kind = name.match(/([a-z]+)[:/][^:/]*$/)[1]; // whosever it is: action:…, kg-action:…, <…/action/…>
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const known = new Set([...kept, ...Object.keys(counts)]);
  const own = part.filter(([, kind]) => !kind || known.has(kind)).map(([name, , pairs]) => [name, cut(pairs, known)]);
  counts.triples = countTriples(blocks) + countTriples(own);
  const holes = { ...counts, address };
  const named = write(own).replaceAll("selection-0000000000", `selection-${sha256(words).slice(0, 10)}`);
  return named.replace(/\{(\w+)\}/g, (_, hole) => holes[hole]);
}

/* FIPS 180-4, in hex; crypto.subtle is not there for a page that plain HTTP serves. */
function sha256(text) {
  const fraction = (root) => Math.floor((root % 1) * 2 ** 32) | 0;
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  const rounds = primes.map((prime) => fraction(Math.cbrt(prime)));
  const hash = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  for (let start = 0; start < padded.length; start += 64) {
    const words = [];
    let [a, b, c, d, e, f, g, h] = hash;
    for (let n = 0; n < 64; n++) {
      const [far, near] = [words[n - 15], words[n - 2]];
      words[n] = n < 16 ? view.getInt32(start + 4 * n)
        : (words[n - 16] + (turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)) + words[n - 7] + (turn(near, 17) ^ turn(near, 19) ^ (near >>> 10))) | 0;
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[n] + words[n]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, n) => { hash[n] = (hash[n] + word) | 0; });
  }
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
