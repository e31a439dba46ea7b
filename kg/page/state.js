"use strict";

/* What is shown: one value, read from the address after "#" alone, so that a view can be sent and
   stepped back to; and what follows from it, which actions and which lines are left. */

function createState(data) {
  const byId = new Map(data.actions.map((action, at) => [action.id, at]));
  const chains = new Map(data.chains.map((chain) => [chain.id, chain]));
  const FILTERS = ["q", "actor", "other", "kind", "state", "case", "basis", "stance", "least", "from", "to"];
  // Speech acts take much room and few look for them first; a page of nothing else shows them.
  const hiddenAtFirst = data.actions.some((action) => action.family !== "speech") ? ["speech"] : [];

  function read() {
    const address = new URLSearchParams(location.hash.slice(1));
    const asked = address.get("view") ?? data.start;
    const chain = chains.get(address.get("chain") ?? "") ?? null;
    const view = asked === "chain" && !data.chains.length ? "timeline" : asked;
    const state = {
      view: ["timeline", "graph", "chain"].includes(view) ? view : "timeline",
      chain: view === "chain" ? chain ?? data.chains[0] : chain,
      action: byId.get(address.get("action") ?? "") ?? -1,
      hide: new Set(address.has("hide") ? address.get("hide").split(",").filter(Boolean) : hiddenAtFirst),
      sort: address.get("sort") ?? "day",
    };
    for (const key of FILTERS) state[key] = address.get(key) ?? "";
    return state;
  }

  /* The address of a state, with nothing in it that is as it is at first. */
  function addressOf(state) {
    const address = new URLSearchParams();
    if (state.view !== data.start) address.set("view", state.view);
    if (state.chain) address.set("chain", state.chain.id);
    if (state.action >= 0) address.set("action", data.actions[state.action].id);
    const hide = [...state.hide].sort().join(",");
    if (hide !== hiddenAtFirst.join(",")) address.set("hide", hide);
    if (state.sort !== "day") address.set("sort", state.sort);
    for (const key of FILTERS) if (state[key]) address.set(key, state[key]);
    return `#${address}`.replace(/^#$/, "#view"); // an empty one would scroll to the top
  }

  /* Returns whether the address is another now; the browser then says so with "hashchange". */
  function write(state, replace = false) {
    const hash = addressOf(state);
    if (hash === location.hash) return false;
    if (replace) location.replace(hash);
    else location.hash = hash;
    return true;
  }

  function cleared(state) {
    const empty = Object.fromEntries(FILTERS.map((key) => [key, ""]));
    const chain = state.view === "chain" ? state.chain : null;
    return { ...state, ...empty, chain, hide: new Set(hiddenAtFirst) };
  }

  const isNarrowed = (state) => {
    const plain = cleared(state);
    return addressOf({ ...state, sort: "day", action: -1 }) !== addressOf({ ...plain, sort: "day", action: -1 });
  };

  const countFilters = (state) => FILTERS.filter((key) => key !== "q" && state[key]).length;

  function meets(action, state) {
    if (state.hide.has(action.family) || state.hide.has(action.fill)) return false;
    if (state.kind && action.kind !== state.kind) return false;
    if (state.state && action.status !== state.state) return false;
    if (state.case && action.case !== state.case) return false;
    if (state.from && !(action.until >= state.from)) return false;
    if (state.to && !(action.day && action.day <= state.to)) return false;
    return meetsActors(action, state);
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

  /* The firmest claim of a line that the filters leave, or undefined. */
  function claimOf(edge, state) {
    return edge.claims.find(([basis, stance, relation, grade, confidence]) =>
      ![basis, relation, grade].some((sign) => state.hide.has(sign)) &&
      (!state.basis || basis === state.basis) &&
      (!state.stance || stance === state.stance) &&
      (!(Number(state.least) > 0) || basis !== "inferred" || confidence >= Number(state.least)));
  }

  /* shown: the numbers of the actions left; lines: edge id -> its firmest claim left. */
  function derive(state) {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const moves = state.chain && new Set(state.chain.moves);
    let shown = new Set();
    data.actions.forEach((action, at) => {
      if (moves && !moves.has(at)) return;
      if (meets(action, state) && words.every((word) => action.search.includes(word))) shown.add(at);
    });
    const lines = new Map();
    for (const edge of data.network.edges) {
      const claim = claimOf(edge, state);
      if (claim) lines.set(edge.id, claim);
    }
    if (state.basis || state.stance) {
      const ends = data.network.edges.filter((edge) => lines.has(edge.id)).flatMap((edge) => [edge.from, edge.to]);
      const linked = new Set(ends);
      shown = new Set([...shown].filter((at) => linked.has(at)));
    }
    for (const edge of data.network.edges) {
      if (!shown.has(edge.from) || !shown.has(edge.to)) lines.delete(edge.id);
    }
    return { shown, lines };
  }

  return { read, write, derive, cleared, isNarrowed, countFilters, chains, FILTERS };
}
