"use strict";

/* What was reviewed -> edits of the file's own text, [from, to, new] in code points, in the style in
   which each record is written (block, flow, JSON). All else stays as it is, byte for byte. */

/* What stands for itself as a value in YAML, and is not a number, date, yes or nothing anywhere; as in
   quote_scalar of kg/read/edits.py. */
const PLAIN_TEXT = /^\p{L}(?:[\p{L}\p{M}\p{N} _.()/–—’-]*[\p{L}\p{N}_)])?$|^[0-9a-f]*[acdf][0-9a-f]*$/u;
const PLAIN_VALUE = /^[\p{L}\p{N}](?:[\w.~%+/:-]*[\w~%+])?$/u;
const SPECIAL_WORDS = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);
const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/gu;
const RAW_IN_JSON = new Set(["integer", "share", "yesno"]);

const quoteText = (text) => JSON.stringify(text).replace(ESCAPED, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

/* A value as source text on one line; one alone is written as a list only where one stood there. */
function writeValue(value, kind, isJson, listed = false) {
  if (kind === "span") return `[${value[0]}, ${value[1]}]`;
  if (Array.isArray(value)) {
    const texts = value.map((each) => writeValue(each, kind, isJson));
    return texts.length === 1 && !listed ? texts[0] : `[${texts.join(", ")}]`;
  }
  if (isJson) return RAW_IN_JSON.has(kind) ? value : quoteText(value);
  const bare = kind === "text" ? PLAIN_TEXT.test(value) : PLAIN_VALUE.test(value);
  const boolean = kind === "yesno" && /^(?:true|false)$/.test(value);
  return boolean || (bare && !SPECIAL_WORDS.has(value.toLowerCase())) ? value : quoteText(value);
}

/* The text after some edits. */
function applyEdits(points, edits) {
  const parts = [];
  let at = 0;
  for (const [from, to, text] of [...edits].sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    if (from < at) throw new Error("two edits overlap");
    parts.push(points.slice(at, from).join(""), text);
    at = to;
  }
  return parts.join("") + points.slice(at).join("");
}

/* Runs of neighbours that go: [first, last] numbers. */
function findRuns(goes) {
  const runs = [];
  goes.forEach((gone, at) => {
    if (!gone) return;
    if (at && goes[at - 1]) runs.at(-1)[1] = at;
    else runs.push([at, at]);
  });
  return runs;
}

function createSource(file) {
  const points = [...file.source];
  const kinds = Object.fromEntries(Object.entries(file.fields).map(([section, fields]) => [section, new Map(fields.map((each) => [each.name, each]))]));
  const isBreak = (at) => points[at] === "\n" || points[at] === "\r";

  function lineStart(at) {
    let start = at;
    while (start > 0 && !isBreak(start - 1)) start -= 1;
    return start;
  }
  function lineEnd(at) {
    let end = at;
    while (end < points.length && !isBreak(end)) end += 1;
    return end;
  }
  const nextLine = (at) => {
    const end = lineEnd(at);
    return points[end] === "\r" && points[end + 1] === "\n" ? end + 2 : Math.min(end + 1, points.length);
  };
  /* Lines behind the one on which something ends. */
  function addLines(end, text) {
    const at = nextLine(end);
    return [at, at, at > lineEnd(end) ? text + file.newline : file.newline + text];
  }
  const isBlank = (from, to) => points.slice(from, to).every((each) => /\s/.test(each));
  const indentOf = (at) => " ".repeat(at - lineStart(at));
  /* What separates the parts of something in flow style: a line each, or one line for all. */
  const gapOf = (open, first) => {
    const lead = first === undefined ? "" : points.slice(open + 1, first).join("");
    return /\n/.test(lead) && !lead.trim() ? `,${lead}` : ", ";
  };
  const writeKey = (key) => (file.json ? quoteText(key) : key);
  const writeEntry = (section, [key, value]) => `${writeKey(key)}: ${writeValue(value, kinds[section].get(key)?.kind ?? "text", file.json)}`;

  /* Parts in flow style go with the comma on one side of them. */
  function cutFlow(extents, goes) {
    return findRuns(goes).map(([first, last]) => {
      if (last + 1 < extents.length) return [extents[first][0], extents[last + 1][0], ""];
      return [first ? extents[first - 1][1] : extents[first][0], extents[last][1], ""];
    });
  }

  function editFlow(record, entries, gone, given) {
    const extents = entries.map(([, each]) => [each.key[0], each.value[1]]);
    const edits = cutFlow(extents, entries.map(([key]) => gone.has(key)));
    const gap = gapOf(record.extent[0], extents[0]?.[0]);
    const kept = entries.filter(([key]) => !gone.has(key));
    for (const [anchor, added] of given) {
      const text = added.map((each) => writeEntry(record.section, each)).join(gap);
      if (anchor) edits.push([anchor.value[1], anchor.value[1], gap + text]);
      else if (kept.length) edits.push([kept[0][1].key[0], kept[0][1].key[0], text + gap]);
      else edits.push([record.extent[0] + 1, record.extent[0] + 1, text]);
    }
    return edits;
  }

  function editBlock(record, entries, gone, given) {
    const indent = indentOf(entries[0][1].key[0]);
    const kept = entries.filter(([key]) => !gone.has(key));
    const edits = findRuns(entries.map(([key]) => gone.has(key))).flatMap(([first, last]) => {
      const start = entries[first][1].key[0];
      if (!first && !isBlank(lineStart(start), start)) return [[start, entries[last + 1][1].key[0], ""]]; // the sign of the item stays
      return entries.slice(first, last + 1).map(([, each]) => [lineStart(each.key[0]), nextLine(each.value[1]), ""]);
    });
    for (const [anchor, added] of given) {
      const lines = added.map((each) => writeEntry(record.section, each));
      if (anchor) {
        const at = lineEnd(anchor.value[1]);
        edits.push([at, at, lines.map((each) => file.newline + indent + each).join("")]);
      } else edits.push([kept[0][1].key[0], kept[0][1].key[0], lines.map((each) => each + file.newline + indent).join("")]);
    }
    return edits;
  }

  /* The new keys of a record, each behind the one that comes before it in the format. */
  function anchorFields(record, kept, added) {
    const order = [...kinds[record.section].keys()];
    const given = new Map();
    added.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
    for (const each of added) {
      const before = kept.filter(([key]) => order.indexOf(key) < order.indexOf(each[0])).at(-1);
      const anchor = before ? before[1] : null;
      given.set(anchor, [...(given.get(anchor) ?? []), each]);
    }
    return given;
  }

  function editRecord(record, changed) {
    const entries = Object.entries(record.keys).sort(([, one], [, other]) => one.key[0] - other.key[0]);
    const gone = new Set(entries.map(([key]) => key).filter((key) => changed[key] === null));
    const edits = [];
    for (const [key, each] of entries) {
      if (changed[key] === undefined || gone.has(key)) continue;
      const text = writeValue(changed[key], kinds[record.section].get(key)?.kind ?? "text", file.json, Array.isArray(each.given));
      if (each.whole) {
        const colon = points.indexOf(":", each.key[1]) + 1; // what stands on lines of its own comes up to its key
        edits.push([colon, Math.max(each.value[1], colon), ` ${text}`]);
      } else edits.push([each.value[0], each.value[1], text]);
    }
    const kept = entries.filter(([key]) => !gone.has(key));
    const added = Object.entries(changed).filter(([key, value]) => value !== null && !(key in record.keys));
    const given = anchorFields(record, kept, added);
    return [...edits, ...(record.flow ? editFlow : editBlock)(record, entries, gone, given)];
  }

  function writeRecord(section, values, indent, flow) {
    const order = [...kinds[section].keys()];
    const entries = Object.entries(values).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)).map((each) => writeEntry(section, each));
    return flow ? `{${entries.join(", ")}}` : `${indent}- ${entries.join(`${file.newline}${indent}  `)}`;
  }

  /* A section in block style: items go and come as whole lines. */
  function editLines(section, items, goes, added) {
    const edits = items.flatMap((item, at) => (goes[at] ? [[lineStart(item.dash), nextLine(item.extent[1]), ""]] : []));
    const kept = items.filter((_, at) => !goes[at]);
    if (!kept.length && !added.length && items.length === section.size) edits.push([lineStart(section.key[0]), nextLine(section.key[1]), ""]);
    const indent = items.length ? indentOf(items[0].dash) : indentOf(section.key[0]);
    for (const { after, values } of added) {
      const anchor = kept.filter((item) => item.at <= after).at(-1);
      edits.push(addLines(anchor ? anchor.extent[1] : section.key[1], writeRecord(section.name, values, indent, false)));
    }
    return edits;
  }

  /* A section in flow style. */
  function editItems(section, items, goes, added) {
    const kept = items.filter((_, at) => !goes[at]);
    const gap = gapOf(section.value[0], items[0]?.extent[0]);
    const texts = added.map(({ after, values }) => [kept.filter((item) => item.at <= after).at(-1), writeRecord(section.name, values, "", true)]);
    if (!kept.length && items.length === section.size) return [[section.value[0] + 1, section.value[1] - 1, texts.map(([, text]) => text).join(gap)]];
    return [
      ...cutFlow(items.map((item) => item.extent), goes),
      ...texts.map(([anchor, text]) => (anchor ? [anchor.extent[1], anchor.extent[1], gap + text] : [section.value[0] + 1, section.value[0] + 1, text + gap])),
    ];
  }

  /* Sections that the file does not have yet, behind all it has. */
  function addSections(missing) {
    const end = Math.max(...file.top.entries.map((each) => each.value[1]));
    if (file.top.flow) {
      const gap = gapOf(file.top.extent[0], file.top.entries[0].key[0]);
      return missing.map(([name, added]) => [end, end, `${gap}${writeKey(name)}: [${added.map(({ values }) => writeRecord(name, values, "", true)).join(", ")}]`]);
    }
    const indent = indentOf(file.top.entries[0].key[0]);
    return missing.map(([name, added]) => {
      const items = added.map(({ values }) => file.newline + writeRecord(name, values, indent, false));
      return addLines(end, `${file.newline}${indent}${name}:${items.join("")}`);
    });
  }

  /* Sections left without a record go with their key, where all is in flow style. */
  function dropSections(empty) {
    return cutFlow(file.top.entries.map((each) => [each.key[0], each.value[1]]), file.top.entries.map((each) => empty.has(each.name)));
  }

  /* Edits that begin and end at the same place become one, in the order in which they were made. */
  function joinInserts(edits) {
    const joined = new Map();
    const rest = [];
    for (const [from, to, text] of edits) {
      if (from === to) joined.set(from, (joined.get(from) ?? "") + text);
      else rest.push([from, to, text]);
    }
    return [...rest, ...[...joined].map(([at, text]) => [at, at, text])].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  }

  /* All edits.
     changed: id -> {field: value, or null where it goes}; removed: ids; added: [{section, after, values}] with
     the number of the record behind which each stands, -1 for the first place. */
  function makeEdits({ changed, removed, added }) {
    const edits = file.records.flatMap((record) => (changed.has(record.id) && !removed.has(record.id) ? editRecord(record, changed.get(record.id)) : []));
    const empty = new Set();
    const missing = [];
    for (const name of ["cases", "actions", "reports", "links"]) {
      const section = file.top.entries.find((each) => each.name === name);
      const fresh = added.filter((each) => each.section === name).sort((one, other) => one.after - other.after);
      const items = file.records.filter((each) => each.section === name);
      const goes = items.map((item) => removed.has(item.id));
      if (!section) {
        if (fresh.length) missing.push([name, fresh]);
      } else if (goes.includes(true) || fresh.length) {
        const whole = !fresh.length && goes.every(Boolean) && items.length === section.size;
        if (section.empty && (section.flow || file.top.flow || section.value[0] < section.value[1])) { // null
          edits.push([...section.value, `[${fresh.map(({ values }) => writeRecord(name, values, "", true)).join(", ")}]`]);
        } else if (whole && file.top.flow) empty.add(name);
        else if (whole && section.flow) edits.push([lineStart(section.key[0]), nextLine(section.value[1]), ""]);
        else edits.push(...(section.flow ? editItems : editLines)(section, items, goes, fresh));
      }
    }
    return joinInserts([...edits, ...dropSections(empty), ...addSections(missing)]);
  }

  return { points, makeEdits, apply: (edits) => applyEdits(points, edits) };
}
