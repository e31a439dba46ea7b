"use strict";

/* What is shown: one value, read from the address after "#" alone, so that a view can be sent and
   stepped back to; and what follows from it, which actions and which lines are left. The command
   line reads addresses too, by the same rules in kg/select/address.py. */

function createState(data) {
  const byId = new Map(data.actions.flatMap(({ id, merged }, at) => [...merged, id].map((name) => [name, at])));
  const chains = new Map(data.chains.map((chain) => [chain.id, chain]));
  const FILTERS = ["q", "actor", "other", "kind", "state", "answer", "case", "basis", "stance", "least", "from", "to"];
  const PLACES = ["order", "at", "undated", "lanes", "story", "embed"]; // how it is shown; narrows nothing
  const VIEWS = ["pairs", "ladder", "open", "timeline", "graph", "table", "story"];
  // Speech acts take much room and few look for them first; a page of nothing else shows them.
  const hiddenAtFirst = data.actions.some((action) => action.family !== "speech") ? ["speech"] : [];

  /* What an address may say, by key -> [what it is called, its test]. */
  const actors = new Map(data.actorIds.map((id, at) => [id, String(at)]));
  const claims = data.network.edges.flatMap((edge) => edge.claims);
  const signs = new Set([
    ...hiddenAtFirst,
    ...data.actions.flatMap(({ family, fill }) => [family, fill]),
    ...claims.flatMap(([basis, , relation, grade]) => [basis, relation, grade]),
  ]); // what may be hidden: the entries of the legend, and what is hidden at first
  const one = (values) => (text) => values.has(text);
  const known = {
    view: ["a view", one(new Set([...VIEWS, "chain"]))], // chain: the former name of a chain's ladder
    order: ["an order of the pairs", one(new Set(["size", "newest", "open"]))],
    undated: ["1 or nothing", one(new Set(["1"]))],
    lanes: ["all or nothing", one(new Set(["all"]))],
    story: ["a step", (text) => /^[1-9]\d{0,4}$/.test(text)],
    chain: ["a chain", one(chains)],
    pair: ["a pair of sides", one(new Set(data.dyads.map(([key]) => key)))],
    action: ["an action", one(byId)],
    actor: ["an actor", one(actors)],
    other: ["an actor", one(actors)],
    kind: ["a kind of action", one(new Set(data.actions.map((action) => action.kind)))],
    state: ["a status", one(new Set(data.actions.map((action) => action.status)))],
    answer: ["an answer state", (text) => text.split(",").every((each) => data.answers.some(([state]) => state === each))],
    case: ["a case", one(new Set(data.cases.map(([id]) => id)))],
    basis: ["a basis", one(new Set(claims.map(([basis]) => basis)))],
    stance: ["a stance", one(new Set(claims.map(([, stance]) => stance)))],
    least: ["a confidence from 0 to 1", (text) => /^(\d+|\d*\.\d+)$/.test(text) && Number(text) <= 1],
    from: ["a day", isDay],
    to: ["a day", isDay],
    at: ["a place in the picture", (text) => /^-?\d+,-?\d+,\d+(\.\d+)?$/.test(text)],
    sort: ["a column", (text) => /^-?(day|who|label|to|counted|statusLabel|answerLabel|reports)$/.test(text)],
  };

  function isDay(text) {
    const day = /^\d{4}-\d\d-\d\d$/.test(text) && text >= "0001" ? new Date(`${text}T00:00Z`) : NaN;
    return !isNaN(day) && day.toISOString().startsWith(text);
  }

  /* The state, and in `complaints` a sentence for each thing in the address that the page does not have. */
  function read() {
    const address = new URLSearchParams(location.hash.slice(1));
    if (address.has("pair")) address.set("pair", address.get("pair").split(",").sort().join(","));
    const complaints = [];
    const complain = (name, text) => complaints.push(`“${text.slice(0, 40)}” in the address is not ${name} here.`);
    for (const [key, [name, holds]] of Object.entries(known)) {
      const text = address.get(key);
      if (!text || holds(text)) continue;
      complain(name, text);
      address.delete(key);
    }
    const hidden = address.get("hide")?.split(",").filter(Boolean);
    for (const sign of hidden ?? []) if (!signs.has(sign)) complain("an entry of the legend", sign);
    const action = byId.get(address.get("action")) ?? -1;
    const asked = address.get("view");
    let chain = chains.get(address.get("chain")) ?? null;
    if (asked === "chain") chain ??= data.chains.find(({ moves }) => moves.includes(action)) ?? data.chains[0] ?? null;
    const state = { chain, action, pair: address.get("pair") ?? "", sort: address.get("sort") || "day", complaints };
    state.hide = new Set(hidden?.filter((sign) => signs.has(sign)) ?? hiddenAtFirst);
    for (const key of [...FILTERS, ...PLACES]) state[key] = address.get(key) ?? "";
    for (const key of ["actor", "other"]) state[key] = actors.get(state[key]) ?? "";
    state.answer = data.answers.flatMap(([each]) => (state.answer.split(",").includes(each) ? [each] : [])).join(",");
    state.embed = data.embed || address.has("embed");
    state.view = asked === "chain" ? "ladder" : asked || firstView(state);
    return state;
  }

  /* What opens where the address names no view: the ladder of what it does name, or what is open. */
  function firstView({ story, chain, pair, case: dispute, answer }) {
    if (story) return "story";
    if (chain || pair || dispute) return "ladder";
    if (!answer) return data.start;
    return answer.split(",").every((each) => data.openStates.includes(each)) ? "open" : "ladder";
  }

  /* The address of a state, with nothing in it that is as it is at first. */
  function addressOf(state) {
    const address = new URLSearchParams();
    if (state.view !== firstView(state)) address.set("view", state.view);
    if (state.chain) address.set("chain", state.chain.id);
    if (state.pair) address.set("pair", state.pair);
    if (state.action >= 0) address.set("action", data.actions[state.action].id);
    const hide = [...state.hide].sort().join(",");
    if (hide !== hiddenAtFirst.join(",")) address.set("hide", hide);
    if (state.sort !== "day") address.set("sort", state.sort);
    for (const key of FILTERS) if (state[key]) address.set(key, state[key]);
    for (const key of PLACES) if (state[key] && key !== "embed") address.set(key, state[key]);
    if (state.embed && !data.embed) address.set("embed", "1");
    for (const key of ["actor", "other"]) if (state[key]) address.set(key, data.actorIds[state[key]]);
    return `#${address}`.replace(/^#$/, "#view"); // an empty one would scroll to the top
  }

  /* What narrows what is shown, in the words of `kg export --address`; empty for nothing. */
  const filtersOf = (state) => {
    const plain = Object.fromEntries(PLACES.map((key) => [key, ""]));
    const address = new URLSearchParams(addressOf({ ...state, ...plain, action: -1, sort: "day" }).slice(1));
    for (const key of ["view", "embed"]) address.delete(key);
    return `${address}` && `#${address}`;
  };

  /* Returns whether the address is another now; the browser then says so with "hashchange". */
  function write(state, replace = false) {
    const hash = addressOf(state);
    if (hash === location.hash) return false;
    if (replace) location.replace(hash);
    else location.hash = hash;
    return true;
  }

  function cleared(state) {
    const empty = Object.fromEntries([...FILTERS, "story", "at"].map((key) => [key, ""]));
    return { ...state, ...empty, chain: null, pair: "", hide: new Set(hiddenAtFirst) };
  }

  const isNarrowed = (state) => filtersOf(state) !== "";

  const countFilters = (state) => FILTERS.filter((key) => key !== "q" && state[key]).length;

  /* Letters without their marks and cases, so that a search need not be spelt as the data are. */
  const fold = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toUpperCase();
  const searched = data.actions.map((action) => fold(searchOf(action)));

  /* All a reader may look for, as records.py has it: texts that repeat are said once. */
  function searchOf({ label, id, merged, kind, terms }) {
    return [label, id, ...merged, kind, ...terms.map((at) => data.terms[at])].join(" ");
  }

  function meets(action, state) {
    if (state.hide.has(action.family) || state.hide.has(action.fill)) return false;
    if (state.kind && action.kind !== state.kind) return false;
    if (state.state && action.status !== state.state) return false;
    if (state.case && action.case !== state.case) return false;
    if (state.answer && !state.answer.split(",").includes(action.answerState)) return false;
    // A bound that is not known reaches without end; without either the day is not known at all.
    if ((state.from || state.to) && !action.day && !action.until) return false;
    if (state.from && action.until && action.until < state.from) return false;
    if (state.to && action.day && action.day > state.to) return false;
    return meetsActors(action, state) && meetsPair(action, state);
  }

  function meetsPair({ by, on }, state) {
    if (!state.pair) return true;
    const [one, other] = state.pair.split(",").map((id) => Number(actors.get(id) ?? -1));
    return (by.includes(one) && on.includes(other)) || (by.includes(other) && on.includes(one));
  }

  function meetsActors(action, state) {
    const one = state.actor === "" ? -1 : Number(state.actor);
    const other = state.other === "" ? -1 : Number(state.other);
    const does = (who) => action.doers.includes(who);
    const bears = (who) => action.targets.includes(who);
    if (one >= 0 && other >= 0) return (does(one) && bears(other)) || (does(other) && bears(one));
    const who = one >= 0 ? one : other;
    return who < 0 || does(who) || bears(who);
  }

  const leaves = (state, [basis, stance, relation, grade, confidence]) =>
    ![basis, relation, grade].some((sign) => state.hide.has(sign)) &&
    (!state.basis || basis === state.basis) &&
    (!state.stance || stance === state.stance) &&
    (!(Number(state.least) > 0) || basis !== "inferred" || confidence >= Number(state.least));

  /* What hiding entries of the legend keeps from being found. */
  function hiddenMatches(state, { hits }) {
    const kinds = data.actions.flatMap((action) => [action.family, action.fill]);
    const hide = new Set([...state.hide].filter((sign) => !kinds.includes(sign)));
    return [...derive({ ...state, hide }).hits].filter((at) => !hits.has(at));
  }

  /* shown: the numbers of the actions left; lines: edge id -> its firmest claim left; hits: those of
     shown that a search finds, the others are their triggers and answers. */
  function derive(state) {
    const words = fold(state.q).split(/\s+/).filter(Boolean);
    const moves = state.chain && new Set(state.chain.moves);
    const meeting = new Set(data.actions.keys());
    data.actions.forEach((action, at) => {
      if ((moves && !moves.has(at)) || !meets(action, state)) meeting.delete(at);
    });
    const lines = new Map();
    for (const edge of data.network.edges) {
      const claim = edge.claims.find((each) => leaves(state, each)); // the firmest that is left
      if (claim) lines.set(edge.id, claim);
    }
    const drawn = data.network.edges.filter((edge) => lines.has(edge.id));
    let hits = new Set([...meeting].filter((at) => words.every((word) => searched[at].includes(word))));
    let shown = hits;
    if (words.length) {
      const near = drawn.filter((edge) => hits.has(edge.from) || hits.has(edge.to));
      shown = new Set([...hits, ...near.flatMap((edge) => [edge.from, edge.to]).filter((at) => meeting.has(at))]);
    }
    if (state.basis || state.stance) {
      const linked = new Set(drawn.flatMap((edge) => [edge.from, edge.to]));
      [shown, hits] = [shown, hits].map((all) => new Set([...all].filter((at) => linked.has(at))));
    }
    for (const edge of drawn) if (!shown.has(edge.from) || !shown.has(edge.to)) lines.delete(edge.id);
    return { shown, lines, hits };
  }

  return { read, write, derive, leaves, filtersOf, hiddenMatches, cleared, isNarrowed, countFilters, addressOf, chains, fold, FILTERS };
}
