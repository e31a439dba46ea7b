"use strict";

/* Puts the parts together: the address says what is shown, `render` shows it, and whatever a
   reader does writes a new address. */

(async () => {
  const data = await readPage();
  if (!location.hash && data.opens) history.replaceState(null, "", `#${data.opens}`);
  const $ = (id) => document.getElementById(id);
  const state = createState(data);
  const narrow = matchMedia("(max-width: 1100px)");
  let picture = null; // made once it is looked at
  let drawing = null; // the same to take away
  let cursor = -1; // the action that the arrow keys have reached in the picture
  let origin = null; // where the focus goes back to when the evidence is closed
  let left = null; // what the filters left at the last look
  let then = null; // what to do once the next look is on the page
  let told = null; // the state that the fields were last filled from

  const section = (view) => document.querySelector(`.view[data-of~="${view}"]`);
  const evidence = createEvidence(data, $("evidence-body"), (at) => select(at, origin, focusEvidence), closeEvidence);
  const table = createTable(data, $("actions"), $("further-actions"), (sort) => change({ sort }));
  const openTable = createOpenTable(data, $("open-acts"), $("further-open"));
  const pairs = createPairs(data, section("pairs"), state.fold);
  const ladder = createLadder(data, section("ladder"));
  const story = createStory(data, section("story"), ladder, (step) => change({ story: String(step) }, true));
  const taking = createTaking(data, state);
  const sheet = createSheet(data, ladder, taking.save);
  createSearch(data, $("search"), $("suggestions"), state.fold, (part) => change(part));

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
      next = { ...plain, hide };
    }
    write(next);
  }

  /* What stands out: the selection and its neighbours; null where nothing is selected. */
  function light(at, lines) {
    if (at < 0) return left.hits.size < left.shown.size ? left.hits : null;
    const near = data.network.edges.filter((edge) => lines.has(edge.id) && (edge.from === at || edge.to === at));
    return new Set([at, ...near.flatMap((edge) => [edge.from, edge.to])]);
  }

  function render() {
    const now = state.read();
    left = state.derive(now);
    document.documentElement.classList.toggle("embed", now.embed);
    renderControls(now);
    renderEvidence(now);
    renderView(now);
    describe(now);
    const after = then;
    then = null;
    after?.();
    tellHeight();
  }

  function renderView(now) {
    for (const each of document.querySelectorAll(".view")) {
      each.classList.toggle("on", each.dataset.of.split(" ").includes(now.view));
    }
    document.documentElement.dataset.shown = now.view;
    if (now.view === "pairs") pairs.show(now, left, state.isNarrowed);
    if (now.view === "ladder" || now.view === "story") renderLadder(now);
    if (now.view === "story") story.show(now, left);
    if (now.view === "open") openTable.show(now, left, state.isNarrowed(now));
    if (now.view === "table") table.show(now, left.shown);
    if (now.view === "timeline" || now.view === "graph") renderPicture(now);
    const drawn = ["ladder", "timeline", "graph"].includes(now.view);
    for (const id of ["take-png", "take-svg"]) $(id).disabled = !drawn;
  }

  function renderLadder(now) {
    const count = ladder.show(now, left);
    $("nothing").hidden = count > 0;
    const dispute = data.cases.find(([id]) => id === now.case);
    const pair = data.dyads.find(([key]) => key === now.pair);
    const [title, told] = pair ? [`${pair[1]} ⇄ ${pair[2]}`, pairs.figuresOf(now.pair)]
      : now.chain ? [now.chain.name.replace(/^\d+\. /, ""), `${now.chain.summary} ${now.chain.open}`]
      : dispute ? [dispute[1], dispute[3] && `${dispute[3]}.`] : ["All moves", ""];
    $("ladder-title").textContent = title;
    $("ladder-told").textContent = told;
    $("ladder-told").hidden = !told;
  }

  function renderPicture(now) {
    if (!data.views) return; // still being unpacked
    makePicture();
    $("timeline").pointOf = picture.pointOf; // where an action stands, for tests and other scripts
    leaveCursor();
    if (now.action >= 0) picture.moveTo(now.action);
    $("blank").hidden = left.shown.size > 0;
    $("loosen").hidden = !picture.mayMove();
  }

  function makePicture() {
    loadLibraries(data);
    picture ??= createPicture($("timeline"), data, {
      onSelect: (at) => select(at, $("timeline"), () => at >= 0 && narrow.matches && $("evidence").scrollIntoView()),
      onLine: () => tell(""),
      onPlace: (at) => change({ at }, true),
    });
    drawing ??= createDrawing(picture, data, taking);
    return picture;
  }

  /* The picture as the address has it, not where the arrow keys were. */
  function leaveCursor() {
    const now = state.read();
    if (!picture || !["timeline", "graph"].includes(now.view)) return;
    showLeftOut(draw(now, now.action), now);
    tell("");
  }

  function draw(now, selected) {
    const { undated, lanes, at } = now;
    return picture.show({ name: picture.nameOf(now), selected, lit: light(selected, left.lines), undated: undated === "1", lanes, at, ...left });
  }

  /* Buttons for what the timeline leaves out. */
  function showLeftOut(out, { undated, lanes }) {
    $("undated").hidden = !out.undated && !undated;
    $("undated").textContent = undated ? "Hide undated acts" : count(out.undated, "undated act");
    $("undated").setAttribute("aria-pressed", String(undated === "1"));
    $("lanes").hidden = !out.lanes && !lanes;
    $("lanes").textContent = lanes ? "Busiest actors only" : `+${count(out.lanes, "actor")}`;
    $("lanes").setAttribute("aria-pressed", String(lanes === "all"));
  }

  const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

  function describe(now) {
    const speech = now.hide.has("speech") ? data.actions.filter((action) => action.family === "speech").length : 0;
    const all = data.actions.length - speech;
    const size = left.shown.size;
    const found = now.q || !size ? state.hiddenMatches(now, left) : [];
    const near = size - left.hits.size;
    const words = [
      ...now.complaints,
      size ? `${size.toLocaleString("en")} of ${count(all, "action")}${near ? `, ${near} of them triggers or answers of what matches` : ""}.` : "No action matches.",
      speech && !found.length ? `${count(speech, "speech act")} hidden.` : "",
      found.length ? `${nameOf(found)} hidden ${found.length === 1 ? "matches" : "match"} too.` : "",
    ];
    $("status").textContent = words.filter(Boolean).join(" ");
    $("unhide").hidden = !found.length && !speech;
    $("unhide").textContent = (found.length || speech) === 1 ? "Show it" : "Show them";
  }

  /* "3 speech acts" where all of them are, else "3 actions". */
  const nameOf = (found) => count(found.length, found.every((at) => data.actions[at].family === "speech") ? "speech act" : "action");

  /* Drops from the legend's hidden entries those that hide what the search finds, or speech. */
  function unhide() {
    const now = state.read();
    const found = state.hiddenMatches(now, left);
    const signs = found.length ? found.flatMap((at) => [data.actions[at].family, data.actions[at].fill]) : ["speech"];
    change({ hide: new Set([...now.hide].filter((sign) => !signs.includes(sign))) });
  }

  function renderControls(now) {
    for (const key of state.FILTERS) {
      const field = $(key === "q" ? "search" : key);
      // What a reader is typing stays, unless the address says another thing of it than before.
      if (document.activeElement !== field || told?.[key] !== now[key]) field.value = now[key];
    }
    told = now;
    if ($("chain")) $("chain").value = now.chain ? now.chain.id : "";
    for (const button of document.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === now.view));
    }
    for (const button of document.querySelectorAll("[data-sign]")) {
      button.setAttribute("aria-pressed", String(!now.hide.has(button.dataset.sign)));
    }
    for (const text of document.querySelectorAll("[data-help]")) text.hidden = text.dataset.help !== now.view;
    const filters = state.countFilters(now) + (now.chain ? 1 : 0);
    $("filters-button").textContent = filters ? `Filters (${filters})` : "Filters";
    $("reset").hidden = !state.isNarrowed(now);
    $("whole-page").href = $("whole-page").dataset.url + state.addressOf({ ...now, embed: false });
  }

  function renderEvidence(now) {
    const open = now.action >= 0 && now.view !== "story";
    $("evidence").hidden = !open;
    document.querySelector(".stage").classList.toggle("split", open);
    evidence.show(open ? now : { action: -1 });
  }

  function openFilters(open) {
    $("filters").hidden = !open;
    $("filters-button").setAttribute("aria-expanded", String(open));
  }

  function closeEvidence() {
    const now = state.read();
    if (now.action < 0) return;
    const back = origin ?? $("timeline");
    select(-1, null, () => back.focus({ preventScroll: true }));
  }

  function focusEvidence() {
    if ($("evidence").hidden) return;
    $("evidence-title").focus({ preventScroll: !narrow.matches });
    if (narrow.matches) $("evidence").scrollIntoView();
  }

  function onPictureKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      cursor = picture.step(cursor, event.key, (at) => left.shown.has(at));
      if (cursor >= 0) {
        const action = data.actions[cursor];
        picture.forgetLine();
        draw(state.read(), cursor);
        picture.moveTo(cursor);
        $("cursor").textContent = `${action.when}: ${action.label}${action.answerLabel ? ` (${action.answerLabel})` : ""}`;
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

  function listenToPicture() {
    $("timeline").addEventListener("keydown", onPictureKey);
    $("timeline").addEventListener("blur", leaveCursor);
    $("undated").addEventListener("click", () => change({ undated: state.read().undated ? "" : "1" }, true));
    $("lanes").addEventListener("click", () => change({ lanes: state.read().lanes ? "" : "all" }, true));
    $("zoom-in").addEventListener("click", () => picture.zoom(1.25));
    $("zoom-out").addEventListener("click", () => picture.zoom(0.8));
    $("zoom-all").addEventListener("click", () => picture.showAll());
    $("loosen").addEventListener("click", () => {
      const moving = picture.loosen();
      $("loosen").setAttribute("aria-pressed", String(moving));
      if (!moving && left.shown.size > 300) $("status").textContent = "More than 300 actions: they stay where they are.";
    });
  }

  function listen() {
    listenToPicture();
    for (const button of document.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => change({ view: button.dataset.view, story: "" }));
    }
    for (const button of document.querySelectorAll("[data-order]")) {
      button.addEventListener("click", () => change({ order: button.dataset.order }));
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
      const typed = field.tagName === "INPUT" && !["from", "to"].includes(key);
      // A search looks through all of the data, not only what a ladder is of.
      const whole = key === "q" ? { chain: null, pair: "", case: "" } : {};
      field.addEventListener(typed ? "input" : "change", () => change({ ...whole, [key]: field.value }, typed));
    }
    $("chain")?.addEventListener("change", (event) => {
      change({ action: -1, chain: state.chains.get(event.target.value) ?? null, view: "ladder" });
    });
    $("filters-button").addEventListener("click", () => openFilters($("filters").hidden));
    $("unhide").addEventListener("click", unhide);
    $("reset").addEventListener("click", () => write(state.cleared(state.read())));
    $("brief").addEventListener("click", () => {
      ladder.shorten();
      render();
    });
    $("tell").addEventListener("click", () => change({ view: "story", story: "1", action: -1 }));
    $("story-end").addEventListener("click", () => change({ view: "ladder", story: "" }));
    section("ladder").addEventListener("more", render);
    document.addEventListener("click", onClick);
    addEventListener("keydown", onKey);
    addEventListener("hashchange", render);
    listenToTaking();
  }

  function listenToTaking() {
    const drawer = () => (state.read().view === "ladder" ? sheet : drawing);
    $("take-png").addEventListener("click", () => loaded.then(() => drawer().png(state.read(), left)));
    $("take-svg").addEventListener("click", () => loaded.then(() => drawer().svg(state.read(), left)));
    $("take-csv").addEventListener("click", () => taking.csv(left));
    $("take-turtle").addEventListener("click", () => taking.turtle(state.read(), left));
    $("take-print").addEventListener("click", () => loaded.then(() => print()));
    $("take-frame").addEventListener("click", () => {
      const { origin: site, pathname, protocol } = location;
      const page = $("whole-page").dataset.url || (protocol === "file:" ? "index.html" : site + pathname);
      const address = `${page}${state.addressOf({ ...state.read(), embed: true })}`;
      navigator.clipboard?.writeText(`<iframe src="${address.replaceAll('"', "%22")}" width="640" height="480" loading="lazy"></iframe>`);
      $("take-frame").textContent = "Copied";
    });
    addEventListener("beforeprint", drawPaper);
    matchMedia("print").addEventListener("change", drawPaper);
    loaded.then(() => matchMedia("print").matches && drawPaper());
  }

  /* On paper the picture is whole: without the dimming of a selection, and not as far as it is seen. */
  function drawPaper() {
    const now = state.read();
    ladder.unfold();
    const drawn = ["timeline", "graph"].includes(now.view) && data.views;
    document.querySelector(".picture").classList.toggle("drawn", Boolean(drawn) && drawing.paperSvg());
  }

  /* Links to actions and addresses keep what the reader has chosen otherwise. */
  function onClick(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest('a[href^="#"]:not([target])');
    const address = link?.getAttribute("href").slice(1);
    if (address?.startsWith("action=")) {
      const at = data.actions.findIndex(({ id }) => id === decodeURIComponent(address.slice(7)));
      if (at < 0) return;
      event.preventDefault();
      select(at, link, event.detail === 0 || narrow.matches ? focusEvidence : null);
    } else if (link) {
      event.preventDefault();
      const { embed, order } = state.read();
      location.hash = `#${address}${order ? `&order=${order}` : ""}${embed && !data.embed ? "&embed=1" : ""}`;
      scrollTo(0, 0);
    } else {
      const row = event.target.closest("tr[data-at], .rungs.brief > .rung");
      if (row) onRow(event, row);
    }
  }

  function onRow(event, row) {
    // A click that a key made has no place on the screen: its maker needs the focus to follow.
    const after = event.detail === 0 ? focusEvidence : () => narrow.matches && $("evidence").scrollIntoView();
    select(Number(row.dataset.at), row.querySelector("button, a"), after);
  }

  function onKey(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const now = state.read();
    if (event.key === "/") {
      $("search").focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      cursor = -1;
      leaveCursor();
      closeEvidence();
    } else if (now.view === "story" && event.key.startsWith("Arrow")) {
      story.move(/Right|Down/.test(event.key) ? 1 : -1);
      event.preventDefault();
    }
  }

  /* A page in a frame of another tells it how high it is, so that no second scroll bar is needed. */
  function tellHeight() {
    if (parent === window || !document.documentElement.classList.contains("embed")) return;
    parent.postMessage({ source: "retaliation-kg", height: Math.ceil(document.querySelector("main").getBoundingClientRect().height) }, "*");
  }

  /* Evidence and pictures, once the first screen stands. */
  const loaded = new Promise((done) => requestAnimationFrame(() => setTimeout(done))).then(taking.unpack).then((found) => {
    const { evidence: known, rows, nodes, ...others } = found;
    known.forEach((each, at) => { data.actions[at].evidence = each; });
    Object.assign(data, others);
    data.network.nodes = nodes;
    ladder.add(rows);
    render();
    document.documentElement.dataset.loaded = "";
    (window.requestIdleCallback ?? setTimeout)(() => makePicture().prepare()); // before it is asked for
  });

  listen();
  render();
})();
