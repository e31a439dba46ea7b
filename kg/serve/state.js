"use strict";

/* The records as they are after all that was reviewed: corrected, accepted, removed, new. */

const CLAIMS = ["reports", "links"];
const STEPS = 200; // that can be undone

function createState(file) {
  const source = createSource(file);
  const letters = file.text === null ? null : [...file.text];
  const fields = Object.fromEntries(Object.entries(file.fields).map(([section, all]) => [section, new Map(all.map((each) => [each.name, each]))]));
  const known = new Map(file.records.map((record) => [record.id, record]));
  const steps = [];
  const listeners = [];
  let count = 0;
  let now = { changed: {}, removed: [], added: [] };
  let findings = file.findings ?? [];

  /* A value as the form has it: a text, texts, or two numbers; undefined where it cannot be edited. */
  function readValue(given, field) {
    if (!field) return undefined;
    if (field.kind === "span") return Array.isArray(given) && given.length === 2 && given.every((each) => /^\d{1,12}$/.test(each)) ? given.map(Number) : undefined;
    if (field.kind === "record") return undefined;
    const isText = (each) => typeof each === "string";
    if (field.many) return isText(given) ? [given] : Array.isArray(given) && given.every(isText) ? given : undefined;
    return isText(given) ? given : undefined;
  }

  const original = new Map(file.records.map(({ id, section, keys }) => {
    const entries = Object.entries(keys).map(([key, { given }]) => [key, readValue(given, fields[section].get(key))]);
    return [id, Object.fromEntries(entries.filter(([, value]) => value !== undefined))];
  }));
  /* What stands there and cannot be edited here, as it is written. */
  const odd = new Map(file.records.map(({ id, keys }) => {
    const rest = Object.entries(keys).filter(([key]) => !(key in original.get(id)));
    return [id, rest.map(([key, { value }]) => [key, source.points.slice(...value).join("")])];
  }));

  const isNew = (id) => now.added.some((each) => each.id === id);
  const sectionOf = (id) => known.get(id)?.section ?? now.added.find((each) => each.id === id)?.section;
  const held = new Map(); // id -> its values, until something changes
  function valuesOf(id) {
    if (!held.has(id)) {
      const fresh = now.added.find((each) => each.id === id);
      const values = { ...(fresh ? fresh.values : original.get(id)), ...now.changed[id] };
      held.set(id, Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)));
    }
    return held.get(id);
  }
  const isRemoved = (id) => now.removed.includes(id);
  const isChanged = (id) => id in now.changed;
  const idsOf = (section) => [...file.records, ...now.added].filter((each) => each.section === section).map((each) => each.id);

  function tell(what) {
    held.clear();
    listeners.forEach((hear) => hear(what));
  }
  function step(change) {
    steps.push(JSON.stringify(now));
    if (steps.length > STEPS) steps.shift();
    change();
    tell({});
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const isEmpty = (value) => value === null || value === "" || (Array.isArray(value) && !value.length);

  /* Set fields of a record; null or nothing removes one. */
  function change(id, values) {
    const before = valuesOf(id);
    const after = Object.entries(values).filter(([key, value]) => !same(before[key] ?? null, isEmpty(value) ? null : value));
    if (!after.length) return;
    step(() => {
      const changed = { ...now.changed[id] };
      for (const [key, value] of after) {
        const first = (isNew(id) ? undefined : original.get(id)[key]) ?? null;
        if (!isNew(id) && same(first, isEmpty(value) ? null : value)) delete changed[key];
        else changed[key] = isEmpty(value) ? null : value;
      }
      now = { ...now, changed: { ...now.changed, [id]: changed } };
      if (!Object.keys(changed).length) delete now.changed[id];
    });
  }

  function add(section, values) {
    count += 1;
    const id = `new:${count}`;
    step(() => { now = { ...now, added: [...now.added, { id, section, values }] }; });
    return id;
  }

  function remove(id) {
    step(() => {
      if (isNew(id)) now = { ...now, added: now.added.filter((each) => each.id !== id) };
      else now = { ...now, removed: isRemoved(id) ? now.removed.filter((each) => each !== id) : [...now.removed, id] };
    });
  }

  function undo() {
    if (!steps.length) return false;
    now = JSON.parse(steps.pop());
    tell({});
    return true;
  }

  const articleId = file.records.find((each) => each.section === "article")?.id;
  const asList = (value) => (value === undefined ? [] : [value].flat());

  /* Whether a program extracted a claim and nobody reviewed it: kg/model/provenance.py. */
  function isDraft(id) {
    const values = valuesOf(id);
    const article = articleId ? valuesOf(articleId) : {};
    const own = asList(values.extractedBy);
    if (sectionOf(id) === "article") return own.length > 0 && !asList(values.reviewedBy).length;
    if (!CLAIMS.includes(sectionOf(id))) return false;
    const extracted = own.length ? own : asList(article.extractedBy);
    const reviewed = asList(values.reviewedBy).length ? asList(values.reviewedBy) : own.length ? [] : asList(article.reviewedBy);
    return extracted.length > 0 && !reviewed.length;
  }

  const wordsAt = ([from, to]) => letters.slice(from, to).join("");
  const digests = new Map();
  function digestOf(words) {
    if (!digests.has(words)) digests.set(words, wordsDigest(words));
    return digests.get(words);
  }

  /* How well the place of a claim is proved: [state, in words]. */
  function proofOf(id) {
    const { span, words, quote } = valuesOf(id);
    if (!span) return quote ? ["unanchored", "Quote without a place: run kg anchor, or select its words"] : ["unanchored", "No words selected"];
    if (!letters) return ["unchecked", "Not checked: the text was not found"];
    if (span[1] > letters.length) return ["moved", "Ends outside the text"];
    if (!words) return ["bare", "Nothing proves that these are the words that were meant"];
    return digestOf(wordsAt(span)) === words ? ["proved", "These are the words that were meant"] : ["moved", "Other words were meant"];
  }

  /* Behind which record a new one stands: claims in the order of the text, the rest at the end. */
  function placeOf({ id, section }) {
    const items = file.records.filter((each) => each.section === section);
    const last = items.length ? items.at(-1).at : -1;
    const { span } = valuesOf(id);
    if (!CLAIMS.includes(section) || !span) return last;
    const starts = items.map((each) => [original.get(each.id).span?.[0] ?? -1, each.at]).filter(([start]) => start <= span[0]);
    return starts.length ? starts.reduce((best, each) => (each[0] >= best[0] ? each : best))[1] : -1;
  }

  function makeProposal() {
    const begins = (each) => valuesOf(each.id).span?.[0] ?? Infinity;
    const fresh = now.added.toSorted((one, other) => begins(one) - begins(other) || 0);
    const added = fresh.map((each) => ({ section: each.section, after: placeOf(each), values: valuesOf(each.id) }));
    const corrected = Object.entries(now.changed).filter(([id]) => known.has(id));
    const edits = source.makeEdits({ changed: new Map(corrected), removed: new Set(now.removed), added });
    const counts = {};
    for (const { section } of added) counts[section] = (counts[section] ?? 0) + 1;
    return { digest: file.digest, edits, touched: [...corrected.map(([id]) => id), ...now.removed], added: counts, order: orderOf(fresh) };
  }

  /* What the records of the edited file are called here: `reports:3` of it -> id. */
  function orderOf(fresh) {
    const names = {};
    for (const section of Object.keys(file.fields)) {
      const items = file.records.filter((each) => each.section === section);
      const behind = (at) => fresh.filter((each) => each.section === section && placeOf(each) === at).map(({ id }) => id);
      const numbers = items.length ? [...Array(items.at(-1).at + 1).keys()] : [];
      const ids = [-1, ...numbers].flatMap((at) => [...(at < 0 ? [] : [`${section}:${at}`]), ...behind(at)]).filter((id) => !isRemoved(id));
      ids.forEach((id, at) => { names[`${section}:${at}`] = id; });
    }
    return names;
  }

  return {
    fields, letters, known, odd, articleId, sectionOf, valuesOf, isNew, isRemoved, isChanged, isDraft, idsOf, proofOf, wordsAt, digestOf, change, add, remove, undo, makeProposal,
    newText: () => source.apply(makeProposal().edits),
    countChanges: () => new Set([...Object.keys(now.changed), ...now.removed, ...now.added.map((each) => each.id)]).size,
    canUndo: () => steps.length > 0,
    listen: (hear) => listeners.push(hear),
    findings: () => findings,
    setFindings: (given, order) => {
      findings = given.map((each) => ({ ...each, record: order[each.record] ?? "" }));
      tell({ findings: true });
    },
    findingsOf: (id) => findings.filter((each) => each.record === id),
  };
}
