"use strict";

/* Puts the parts together: the address says what is shown, `render` shows it, and whatever a
   reader does writes a new address. */

(() => {
  const data = JSON.parse(document.getElementById("page-data").textContent);
  const $ = (id) => document.getElementById(id);
  const state = createState(data);
  const narrow = matchMedia("(max-width: 1100px)");
  let cursor = -1; // the action that the arrow keys have reached in the picture
  let origin = null; // where the focus goes back to when the evidence is closed
  let left = null; // what the filters left at the last look
  let then = null; // what to do once the next look is on the page

  const picture = createPicture($("timeline"), data, (at) => {
    select(at, $("timeline"), () => at >= 0 && narrow.matches && $("evidence").scrollIntoView());
  });
  const evidence = createEvidence(data, $("evidence-body"), (at) => {
    select(at, origin, focusEvidence);
  }, closeEvidence);
  const table = createTable(data, $("actions"), (sort) => change({ sort }));
  const taking = createTaking(picture, table, state);

  function write(next, replace = false) {
    if (!state.write(next, replace)) render();
  }

  function change(part, replace = false) {
    write({ ...state.read(), ...part }, replace);
  }

  /* An action that the filters hide is shown by dropping them: a link must not lead nowhere.
     `after` waits until the evidence is on the page: the browser tells of a new address later. */
  function select(at, from = null, after = null) {
    origin = from;
    then = after;
    cursor = at;
    let next = { ...state.read(), action: at };
    if (at >= 0 && !state.derive(next).shown.has(at)) {
      const plain = state.cleared(next);
      const hide = new Set([...plain.hide].filter((sign) => sign !== data.actions[at].family));
      const inside = next.chain?.moves.includes(at);
      next = { ...plain, hide, chain: inside ? next.chain : null, view: inside ? next.view : next.view === "chain" ? "timeline" : next.view };
    }
    write(next);
  }

  /* What stands out: the selection and its neighbours; null where nothing is selected. */
  function light(at, lines) {
    if (at < 0) return null;
    const near = data.network.edges.filter((edge) => lines.has(edge.id) && (edge.from === at || edge.to === at));
    return new Set([at, ...near.flatMap((edge) => [edge.from, edge.to])]);
  }

  function render() {
    const now = state.read();
    left = state.derive(now);
    renderControls(now);
    renderEvidence(now);
    leaveCursor();
    if (now.action >= 0) picture.moveTo(now.action);
    table.show(now, left.shown);
    $("nothing").hidden = left.shown.size > 0;
    $("loosen").hidden = now.view !== "graph";
    describe(now);
    const after = then;
    then = null;
    after?.();
  }

  /* The picture as the address has it, not where the arrow keys were. */
  function leaveCursor() {
    const now = state.read();
    picture.show({ name: picture.nameOf(now), selected: now.action, lit: light(now.action, left.lines), ...left });
    table.reach(-1);
    $("cursor").textContent = "";
  }

  function describe(now) {
    const all = data.actions.length;
    const size = left.shown.size;
    const links = left.lines.size;
    const count = size ? `Showing ${size} of ${all} actions, ${links} link${links === 1 ? "" : "s"}.` : `Showing 0 of ${all} actions.`;
    const found = now.q || !size ? state.hiddenMatches(now, left.shown) : [];
    const are = found.length === 1 ? "is" : "are";
    const does = found.length === 1 ? "does" : "do";
    const hidden = `${nameOf(found)} that ${are} hidden ${size ? `${does} match too` : does}.`;
    const match = size ? (found.length ? ` ${hidden}` : "") : found.length ? `No action matches; ${hidden} ` : "No action matches. ";
    $("status").textContent = [...now.complaints, size ? count + match : match + count].join(" ");
    $("unhide").hidden = !found.length;
    $("unhide").textContent = found.length === 1 ? "Show it" : "Show them";
  }

  /* "3 speech acts" where all of them are, else "3 actions". */
  function nameOf(found) {
    const what = found.every((at) => data.actions[at].family === "speech") ? "speech act" : "action";
    return `${found.length} ${what}${found.length === 1 ? "" : "s"}`;
  }

  /* Drops from the legend's hidden entries those that hide what the search finds. */
  function unhide() {
    const now = state.read();
    const signs = state.hiddenMatches(now, left.shown).flatMap((at) => [data.actions[at].family, data.actions[at].fill]);
    change({ hide: new Set([...now.hide].filter((sign) => !signs.includes(sign))) });
  }

  function renderControls(now) {
    for (const key of state.FILTERS) {
      const field = $(key === "q" ? "search" : key);
      if (document.activeElement !== field || field.value !== now[key]) field.value = now[key];
    }
    if ($("chain")) $("chain").value = now.chain ? now.chain.id : "";
    for (const button of document.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === now.view));
    }
    for (const button of document.querySelectorAll("[data-sign]")) {
      button.setAttribute("aria-pressed", String(!now.hide.has(button.dataset.sign)));
    }
    for (const text of document.querySelectorAll("[data-help]")) text.hidden = text.dataset.help !== now.view;
    const count = state.countFilters(now);
    $("filters-button").textContent = count ? `Filters (${count})` : "Filters";
    $("reset").hidden = !state.isNarrowed(now);
  }

  function renderEvidence(now) {
    const open = now.action >= 0 || now.chain !== null;
    $("evidence").hidden = !open;
    document.querySelector(".stage").classList.toggle("split", open);
    evidence.show(now);
  }

  function openFilters(open) {
    $("filters").hidden = !open;
    $("filters-button").setAttribute("aria-expanded", String(open));
  }

  function closeEvidence() {
    const now = state.read();
    const back = origin;
    if (now.action >= 0) write({ ...now, action: -1 });
    else if (now.chain) write({ ...now, chain: null, view: now.view === "chain" ? "timeline" : now.view });
    if (back) back.focus();
  }

  const focusEvidence = () => $("evidence-title").focus();

  function onPictureKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key.startsWith("Arrow")) {
      cursor = picture.step(cursor, event.key, (at) => left.shown.has(at));
      if (cursor >= 0) {
        const action = data.actions[cursor];
        picture.show({ name: picture.nameOf(state.read()), selected: cursor, lit: light(cursor, left.lines), ...left });
        picture.moveTo(cursor);
        table.reach(cursor);
        $("cursor").textContent = `${action.when}: ${action.label}. Press Enter for its evidence.`;
      }
    } else if (event.key === "Enter" && cursor >= 0) {
      select(cursor, $("timeline"), focusEvidence);
    } else if (event.key === "+" || event.key === "=") picture.zoom(1.25);
    else if (event.key === "-") picture.zoom(0.8);
    else if (event.key === "0") picture.showAll();
    else return;
    event.preventDefault();
  }

  function listen() {
    $("timeline").addEventListener("keydown", onPictureKey);
    $("timeline").addEventListener("blur", leaveCursor);
    $("zoom-in").addEventListener("click", () => picture.zoom(1.25));
    $("zoom-out").addEventListener("click", () => picture.zoom(0.8));
    $("zoom-all").addEventListener("click", () => picture.showAll());
    $("loosen").addEventListener("click", () => {
      const moving = picture.loosen();
      $("loosen").setAttribute("aria-pressed", String(moving));
      if (!moving && left.shown.size > 300) $("status").textContent = "More than 300 actions: they stay where they are.";
    });
    for (const button of document.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => change({ view: button.dataset.view, chain: button.dataset.view === "chain" ? state.read().chain : null }));
    }
    for (const button of document.querySelectorAll("[data-sign]")) {
      button.addEventListener("click", () => {
        const { hide } = state.read();
        if (!hide.delete(button.dataset.sign)) hide.add(button.dataset.sign);
        change({ hide });
      });
    }
    for (const key of state.FILTERS) {
      const field = $(key === "q" ? "search" : key);
      const typed = field.type === "search" || field.type === "number";
      field.addEventListener(typed ? "input" : "change", () => change({ [key]: field.value }, typed));
    }
    $("chain")?.addEventListener("change", (event) => {
      origin = event.target;
      const chain = state.chains.get(event.target.value) ?? null;
      const { view } = state.read();
      change({ action: -1, chain, view: chain ? "chain" : view === "chain" ? "timeline" : view });
    });
    $("filters-button").addEventListener("click", () => openFilters($("filters").hidden));
    $("unhide").addEventListener("click", unhide);
    $("reset").addEventListener("click", () => write(state.cleared(state.read())));
    $("take-png").addEventListener("click", () => taking.png());
    $("take-svg").addEventListener("click", () => taking.svg(state.read(), left));
    $("take-csv").addEventListener("click", () => taking.csv());
    $("take-turtle").addEventListener("click", () => taking.turtle(state.read(), left));
    $("take-print").addEventListener("click", () => taking.ready.then(() => print()));
    table.body.addEventListener("click", onRow);
    addEventListener("keydown", onKey);
    addEventListener("hashchange", render);
    addEventListener("beforeprint", drawPaper);
    matchMedia("print").addEventListener("change", drawPaper);
    taking.ready.then(() => matchMedia("print").matches && drawPaper());
  }

  /* On paper the picture is whole: without the dimming of a selection, and not as far as it is seen. */
  function drawPaper() {
    document.querySelector(".frame").classList.toggle("drawn", taking.paperSvg(state.read(), left));
  }

  function onRow(event) {
    const row = event.target.closest("tr");
    // A click that a key made has no place on the screen: its maker needs the focus to follow.
    const after = event.detail === 0 ? focusEvidence : () => $("evidence").scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
    select(Number(row.dataset.at), row.querySelector("button"), after);
  }

  function onKey(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      $("search").focus();
      event.preventDefault();
    } else if (event.key === "Escape" && !typing) {
      cursor = -1;
      leaveCursor();
      closeEvidence();
    }
  }

  $("timeline").pointOf = picture.pointOf; // where an action stands, for tests and other scripts
  listen();
  openFilters(state.countFilters(state.read()) > 0);
  render();
})();
