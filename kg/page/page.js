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

  let undated = false; // whether acts without a day have a place in the timeline
  let lanes = ""; // "all" for a lane for every actor

  const picture = createPicture($("timeline"), data, {
    onSelect(at) {
      select(at, $("timeline"), () => at >= 0 && narrow.matches && $("evidence").scrollIntoView());
    },
    onLine: () => tell(""),
    onPlace: (at) => change({ at }, true),
  });
  const evidence = createEvidence(data, $("evidence-body"), (at) => {
    select(at, origin, focusEvidence);
  }, closeEvidence);
  const table = createTable(data, $("actions"), (sort) => change({ sort }));
  const taking = createTaking(table, state);
  const drawing = createDrawing(picture, data, taking);

  function write(next, replace = false) {
    if (!state.write(next, replace)) render();
  }

  /* A place in the picture means nothing once other things are in it. */
  function change(part, replace = false) {
    const stays = Object.keys(part).every((key) => ["action", "at", "sort"].includes(key));
    write({ ...state.read(), ...(stays ? {} : { at: "" }), ...part }, replace);
  }

  /* What is said of the line that is asked about, or else of the action that is reached. */
  const tell = (text) => ($("cursor").textContent = picture.lineText() || text);

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
    $("loosen").hidden = !picture.mayMove();
    describe(now);
    const after = then;
    then = null;
    after?.();
  }

  /* The picture as the address has it, not where the arrow keys were. */
  function leaveCursor() {
    const now = state.read();
    showLeftOut(draw(now, now.action));
    table.reach(-1);
    tell("");
  }

  function draw(now, selected) {
    return picture.show({ name: picture.nameOf(now), selected, lit: light(selected, left.lines), undated, lanes, at: now.at, ...left });
  }

  /* Buttons for what the timeline leaves out. */
  function showLeftOut(out) {
    const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
    $("undated").hidden = !out.undated && !undated;
    $("undated").textContent = undated ? "Hide undated acts" : count(out.undated, "undated act");
    $("undated").setAttribute("aria-pressed", String(undated));
    $("lanes").hidden = !out.lanes && !lanes;
    $("lanes").textContent = lanes ? "Busiest actors only" : `+${count(out.lanes, "actor")}`;
    $("lanes").setAttribute("aria-pressed", String(lanes === "all"));
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
        picture.forgetLine();
        draw(state.read(), cursor);
        picture.moveTo(cursor);
        table.reach(cursor);
        $("cursor").textContent = `${action.when}: ${action.label}. Press Enter for its evidence.`;
      }
    } else if (/^[[\]]$/.test(event.key)) {
      if (cursor >= 0) picture.stepLine(cursor, event.key === "]" ? 1 : -1);
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
    $("undated").addEventListener("click", () => {
      undated = !undated;
      change({ at: "" }, true);
    });
    $("lanes").addEventListener("click", () => {
      lanes = lanes ? "" : "all";
      change({ at: "" }, true);
    });
    $("zoom-in").addEventListener("click", () => picture.zoom(1.25));
    $("zoom-out").addEventListener("click", () => picture.zoom(0.8));
    $("zoom-all").addEventListener("click", () => picture.showAll());
    $("loosen").addEventListener("click", () => {
      const moving = picture.loosen();
      $("loosen").setAttribute("aria-pressed", String(moving));
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
    $("take-png").addEventListener("click", () => drawing.png());
    $("take-svg").addEventListener("click", () => drawing.svg());
    $("take-csv").addEventListener("click", () => taking.csv());
    $("take-turtle").addEventListener("click", () => taking.turtle(state.read(), left));
    $("take-print").addEventListener("click", () => drawing.ready.then(() => print()));
    table.body.addEventListener("click", onRow);
    addEventListener("keydown", onKey);
    addEventListener("hashchange", render);
    addEventListener("beforeprint", drawPaper);
    matchMedia("print").addEventListener("change", drawPaper);
    drawing.ready.then(() => matchMedia("print").matches && drawPaper());
  }

  /* On paper the picture is whole: without the dimming of a selection, and not as far as it is seen. */
  function drawPaper() {
    document.querySelector(".frame").classList.toggle("drawn", drawing.paperSvg());
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
      picture.forgetLine();
      leaveCursor();
      closeEvidence();
    }
  }

  $("timeline").pointOf = picture.pointOf; // where an action stands, for tests and other scripts
  listen();
  openFilters(state.countFilters(state.read()) > 0);
  render();
})();
