"use strict";

/* Selection, evidence, table and address. All text reaches the page through textContent. What is
   shown follows from the address after "#" alone, so that a view can be sent and stepped back to. */

(() => {
  const data = JSON.parse(document.getElementById("page-data").textContent);
  const byId = new Map(data.actions.map((action, at) => [action.id, at]));
  const chains = new Map(data.chains.map((chain) => [chain.id, chain]));
  const $ = (id) => document.getElementById(id);
  const body = $("actions").tBodies[0];
  const rows = [...body.rows];
  const collator = new Intl.Collator("en", { numeric: true });
  let cursor = -1; // the action that the arrow keys have reached in the picture
  let origin = null; // where the focus goes back to when the evidence is closed

  /* element("p", "small", "text", child…): strings become text, never markup. */
  function element(tag, name, ...children) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    const parts = children.filter((child) => child !== null && child !== "");
    made.append(...parts.flatMap((part) => (typeof part === "string" ? breakable(part) : part)));
    return made;
  }

  /* Overlong words may break after each 80 letters: without, Chromium takes seconds for them. */
  function breakable(text) {
    if (!/\S{81}/u.test(text)) return [text];
    return text.match(/\S{1,80}|\s+/gu).flatMap((piece) => [piece, document.createElement("wbr")]);
  }

  function readState() {
    const address = new URLSearchParams(location.hash.slice(1));
    return {
      action: byId.get(address.get("action") ?? "") ?? -1,
      chain: chains.get(address.get("chain") ?? "") ?? null,
      inferred: address.get("inferred") !== "0",
      query: address.get("q") ?? "",
      speech: address.get("speech") === "1",
    };
  }

  function writeState(state, replace = false) {
    const address = new URLSearchParams();
    if (state.action >= 0) address.set("action", data.actions[state.action].id);
    if (state.chain) address.set("chain", state.chain.id);
    if (!state.inferred) address.set("inferred", "0");
    if (state.query) address.set("q", state.query);
    if (state.speech) address.set("speech", "1");
    const hash = `#${address}`.replace(/^#$/, "#view"); // an empty one would scroll to the top
    if (hash === location.hash) render();
    else if (replace) location.replace(hash);
    else location.hash = hash;
  }

  function select(at, from = null) {
    const state = readState();
    const hidden = at >= 0 && data.actions[at].family === "speech" && !state.speech;
    const apart = at >= 0 && state.chain && !state.chain.moves.includes(at);
    origin = from;
    cursor = at;
    writeState({
      ...state, action: at, speech: state.speech || hidden, chain: apart ? null : state.chain,
    });
  }

  function visible(at, state) {
    const action = data.actions[at];
    if (action.family === "speech" && !state.speech) return false;
    if (state.chain && !state.chain.moves.includes(at)) return false;
    const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
    return words.every((word) => action.search.includes(word));
  }

  /* What stands out in the picture: the chain, else the selection and its neighbours, else what
     the search finds; null where nothing does. */
  function light(state) {
    let lit = null;
    if (state.chain) lit = new Set(state.chain.moves);
    else if (state.action >= 0) {
      lit = new Set([state.action]);
      for (const edge of data.network.edges) {
        if (edge.basis === "inferred" && !state.inferred) continue;
        if (edge.from === state.action) lit.add(edge.to);
        if (edge.to === state.action) lit.add(edge.from);
      }
    } else if (state.query) {
      lit = new Set([...data.actions.keys()].filter((at) => visible(at, state)));
    }
    if (lit === null) return { lit, litEdges: null };
    const touches = state.chain || state.action < 0
      ? (edge) => lit.has(edge.from) && lit.has(edge.to)
      : (edge) => edge.from === state.action || edge.to === state.action;
    return { lit, litEdges: new Set(data.network.edges.filter(touches).map((edge) => edge.id)) };
  }

  function render() {
    const state = readState();
    $("search").value = state.query;
    $("speech").checked = state.speech;
    $("inferred").checked = state.inferred;
    if ($("chain")) $("chain").value = state.chain ? state.chain.id : "";
    picture.show({ selected: state.action, speech: state.speech, inferred: state.inferred, ...light(state) });
    if (state.action >= 0) picture.moveTo(state.action);
    else if (state.chain && state.chain.moves.length) picture.moveTo(state.chain.moves[0]);
    renderTable(state);
    renderEvidence(state);
  }

  function renderTable(state) {
    let count = 0;
    for (const row of rows) {
      const at = Number(row.dataset.at);
      row.hidden = !visible(at, state);
      count += row.hidden ? 0 : 1;
      if (at === state.action) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    $("status").textContent = count
      ? `Showing ${count} of ${rows.length} actions.`
      : `No action of ${rows.length} matches: clear the search, choose all actions or show speech acts.`;
  }

  function sortTable(button) {
    const head = button.closest("th");
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = button.dataset.sort;
    const value = (row) => {
      const found = data.actions[Number(row.dataset.at)][key];
      return Array.isArray(found) ? found.length : found;
    };
    const compare = (a, b) =>
      typeof a === "number" ? a - b : (a === "") - (b === "") || collator.compare(a, b);
    rows.sort((a, b) => (down ? -1 : 1) * compare(value(a), value(b)) || a.dataset.at - b.dataset.at);
    body.append(...rows);
  }

  function go(at, label) {
    if (at < 0) return element("span", "", label);
    const button = element("button", "go", label);
    button.type = "button";
    button.addEventListener("click", () => {
      select(at, origin);
      focusEvidence();
    });
    return button;
  }

  function facts(list) {
    const made = element("dl", "");
    for (const [term, text] of list) made.append(element("dt", "", term), element("dd", "", text));
    return made;
  }

  function cite(at) {
    const source = data.sources[at];
    const made = element("p", "small");
    if (!source) return made;
    made.append(element("cite", "", source.publisher));
    if (source.title) {
      made.append(", ");
      if (/^https?:\/\//i.test(source.url)) {
        const link = element("a", "", source.title);
        link.href = source.url;
        link.rel = "noopener noreferrer";
        made.append(link);
      } else {
        made.append(source.title);
      }
    }
    if (source.published) made.append(`, ${source.published}`);
    return made;
  }

  function showReport(report) {
    return element(
      "li", "report",
      element("p", "", report.voice, " ", element("span", report.firm ? "small" : "stance", `· ${report.stance}`)),
      cite(report.source),
      element("p", "small", report.where),
      report.values.length ? facts(report.values) : null
    );
  }

  function showClaim(claim) {
    const notes = element("ul", "notes");
    for (const note of claim.notes) notes.append(element("li", "", note));
    return element(
      "li", "report",
      element("p", "", `${claim.what}. ${claim.head}.`),
      claim.source >= 0 ? cite(claim.source) : null,
      claim.where ? element("p", "small", claim.where) : null,
      claim.notes.length ? notes : null
    );
  }

  function showPairs(title, pairs, end) {
    if (!pairs.length) return [];
    const list = element("ul", "");
    for (const pair of pairs) {
      const other = end === "from" ? go(pair.from, pair.fromLabel) : go(pair.to, pair.toLabel);
      const claims = element("ul", "notes");
      claims.append(...pair.claims.map(showClaim));
      const lag = pair.lag ? element("span", "small", ` ${end === "from" ? "This came " : ""}${pair.lag}`) : null;
      list.append(element("li", "", element("p", "", other, lag), claims));
    }
    return [element("h4", "", title), list];
  }

  function showAction(at) {
    const action = data.actions[at];
    const pairs = (sort, end, inferred = false) =>
      data.pairs.filter((pair) => pair.sort === sort && pair[end] === at && pair.inferred === inferred);
    const reports = element("ul", "");
    reports.append(...action.reports.map(showReport));
    const order = [...pairs("order", "to"), ...pairs("order", "from")];
    const plural = action.reports.length === 1 ? "" : "s";
    return [
      element("h3", "", action.label),
      action.answer ? element("p", "answer", action.answer) : null,
      facts(action.facts),
      ...showPairs("Said to answer", pairs("answer", "to"), "from"),
      ...showPairs("Said to be answered by", pairs("answer", "from"), "to"),
      ...showPairs("Inferred to answer; no source says so", pairs("answer", "to", true), "from"),
      ...showPairs("Inferred to be answered by; no source says so", pairs("answer", "from", true), "to"),
      ...showPairs("Denied as an answer to", pairs("denied", "to"), "from"),
      ...showPairs("Denied as answered by", pairs("denied", "from"), "to"),
      ...showOrder(at, order),
      element("h4", "", `${action.reports.length} report${plural}`),
      action.reports.length ? reports : element("p", "small", "No article reports this action; it is declared only."),
    ];
  }

  function showOrder(at, pairs) {
    const title = "Said to come after, not as an answer";
    const made = [];
    made.push(...showPairs(`${title}: earlier`, pairs.filter((pair) => pair.to === at), "from"));
    made.push(...showPairs(`${title}: later`, pairs.filter((pair) => pair.from === at), "to"));
    return made;
  }

  function showChain(chain) {
    const moves = element("ol", "moves");
    for (const at of chain.moves) {
      const action = data.actions[at];
      const answered = data.pairs.filter((pair) => pair.sort === "answer" && pair.to === at && chain.moves.includes(pair.from));
      const item = element(
        "li", "",
        element("p", "small", [action.when, action.who].filter(Boolean).join(" · ")),
        element("p", "", go(at, action.label))
      );
      for (const pair of answered) {
        const claim = pair.claims[0];
        const lag = pair.lag ? `, ${pair.lag}` : "";
        item.append(element("p", "small", `${pair.verb} “${pair.fromLabel}”${lag}. ${claim.what}: ${claim.head.charAt(0).toLowerCase()}${claim.head.slice(1)}.`));
      }
      if (chain.last.includes(at) && action.answer) item.append(element("p", "answer", action.answer));
      moves.append(item);
    }
    return [
      element("h3", "", chain.name),
      element("p", "small", chain.summary),
      element("p", "small", chain.open),
      element("h4", "", "Moves in order"),
      moves,
    ];
  }

  function renderEvidence(state) {
    const panel = $("evidence-body");
    if (state.action < 0 && !state.chain) {
      panel.replaceChildren(element("p", "hint", "Choose an action in the picture or the table to see who reports it, in which words of certainty, and what it is said to answer."));
      return;
    }
    const close = element("button", "close", state.action >= 0 && state.chain ? "Back to the chain" : "Close");
    close.type = "button";
    close.addEventListener("click", closeEvidence);
    const content = state.action >= 0 ? showAction(state.action) : showChain(state.chain);
    panel.replaceChildren(close, ...content.filter((part) => part !== null));
    $("evidence").scrollTop = 0;
  }

  function closeEvidence() {
    const state = readState();
    const back = origin;
    if (state.action >= 0) writeState({ ...state, action: -1 });
    else writeState({ ...state, chain: null });
    if (back) back.focus();
  }

  function focusEvidence() {
    $("evidence-title").focus();
  }

  function onPictureKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const state = readState();
    if (event.key.startsWith("Arrow")) {
      cursor = picture.step(cursor, event.key, (at) => visible(at, state));
      if (cursor >= 0) {
        const action = data.actions[cursor];
        picture.show({ selected: cursor, speech: state.speech, inferred: state.inferred, ...light(state) });
        picture.moveTo(cursor);
        $("status").textContent = `${action.when}: ${action.label}. Press Enter for its evidence.`;
      }
    } else if (event.key === "Enter" && cursor >= 0) {
      select(cursor, $("timeline"));
      focusEvidence();
    } else if (event.key === "+" || event.key === "=") picture.zoom(1.25);
    else if (event.key === "-") picture.zoom(0.8);
    else if (event.key === "0") picture.showAll();
    else return;
    event.preventDefault();
  }

  const picture = createPicture($("timeline"), data, (at) => {
    select(at, $("timeline"));
    if (at >= 0 && matchMedia("(max-width: 1100px)").matches) $("evidence").scrollIntoView();
  });
  $("timeline").pointOf = picture.pointOf; // where an action stands, for tests and other scripts
  $("timeline").addEventListener("keydown", onPictureKey);
  $("zoom-in").addEventListener("click", () => picture.zoom(1.25));
  $("zoom-out").addEventListener("click", () => picture.zoom(0.8));
  $("zoom-all").addEventListener("click", () => picture.showAll());
  $("search").addEventListener("input", (event) => writeState({ ...readState(), query: event.target.value }, true));
  $("speech").addEventListener("change", (event) => writeState({ ...readState(), speech: event.target.checked }));
  $("inferred").addEventListener("change", (event) => writeState({ ...readState(), inferred: event.target.checked }));
  $("chain")?.addEventListener("change", (event) => {
    origin = event.target;
    writeState({ ...readState(), action: -1, chain: chains.get(event.target.value) ?? null });
  });
  $("actions").tHead.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) sortTable(button);
  });
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    const button = row.querySelector("button");
    select(Number(row.dataset.at), button);
    // A click that a key made has no place on the screen: its maker needs the focus to follow.
    if (event.detail === 0) focusEvidence();
    else if (matchMedia("(max-width: 1100px)").matches) $("evidence").scrollIntoView();
  });
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      $("search").focus();
      event.preventDefault();
    } else if (event.key === "Escape" && !typing) closeEvidence();
  });
  addEventListener("hashchange", render);
  render();
})();
