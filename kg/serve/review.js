"use strict";

/* Puts the parts together: the text, its records, the form of the open one, the keys, and saving. */

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((each) => String(each).padStart(2, "0")).join("-");
}

const OF_A_ROW = new Set(["a", "x"]); // keys that change the record on whose row one is
const TO_MOVE = new Set(["t", "g", "d", "f", "?", "Escape"]); // keys that work wherever nothing has the focus

function createNames(file, state) {
  const lists = Object.fromEntries(Object.entries(file.lists).map(([name, all]) => [name, new Map(all)]));
  const here = { actions: "actions", cases: "cases" };
  let own = new Map(); // list -> what this file declares: id -> label
  function refresh() {
    own = new Map(Object.entries(here).map(([list, section]) => [list, new Map(state.idsOf(section).filter((id) => !state.isRemoved(id)).map((id) => state.valuesOf(id)).filter((each) => each.id).map((each) => [each.id, each.label ?? ""]))]));
  }
  function labelOf(list, value) {
    if (!value || !list) return "";
    const label = own.get(list)?.get(value) ?? lists[list]?.get(value) ?? "";
    return label === value ? "" : label;
  }
  const isKnown = (list, value) => !own.has(list) || own.get(list).has(value) || lists[list].has(value);
  /* What completes a value: of other files, and of this one as it is now. */
  const offered = new Map(); // list -> what it offers: one that is unchanged stays, open as it may be
  function offer() {
    for (const [name, all] of Object.entries({ ...lists, claims: new Map() })) {
      const declared = [...(own.get(name) ?? [])];
      const claims = name === "claims" ? CLAIMS.flatMap((section) => state.idsOf(section)).map((id) => state.valuesOf(id).id).filter(Boolean).map((id) => [id, ""]) : [];
      const key = JSON.stringify([declared, claims]);
      if (offered.get(name) === key) continue;
      offered.set(name, key);
      document.getElementById(`list-${name}`).replaceChildren(...[...declared, ...claims, ...all].map(([value, label]) => make("option", { value, label: label || null })));
    }
  }
  refresh();
  return { labelOf, isKnown, refresh, offer };
}

function startReview(file, before = {}) {
  const state = createState(file);
  const names = createNames(file, state);
  const status = document.getElementById("status");
  const reviewer = document.getElementById("reviewer");
  const bar = document.getElementById("chosen");
  const saveButton = document.getElementById("save");
  const undoButton = document.getElementById("undo");
  const off = new AbortController(); // of what listens to the whole page, once another file takes its place

  function say(text, isProblem = false) {
    status.textContent = text;
    status.classList.toggle("problem", isProblem);
  }

  const act = { open, close, accept, remove, useWords, usePlace, declare, hover: (id) => text.hover(id) };
  const forms = createForms(file, state, names, act);
  const text = createText(file, state, { choose: showChosen, open: (id) => open(id, false), signal: off.signal });
  const list = createList(state, names, forms, { ...act, signal: off.signal });
  const talk = createTalk(file, state, { say, saved });

  function open(id, focus = true, field = "") {
    list.show(id);
    const last = forms.openId();
    if (last && last !== id) list.itemOf(last)?.querySelector(".form")?.remove();
    if (last !== id) list.itemOf(id).append(forms.build(id));
    list.draw();
    text.mark(id);
    list.itemOf(id).scrollIntoView({ block: "nearest" });
    if (focus) forms.focusField(field);
  }
  function close(focus = true) {
    const id = forms.openId();
    if (!id) return;
    document.activeElement?.blur?.(); // what was typed last is taken
    list.itemOf(id)?.querySelector(".form")?.remove();
    forms.close();
    list.draw();
    text.mark("");
    if (focus) list.focusRow(id);
  }

  function accept(id) {
    const name = reviewer.value.trim();
    if (!name) {
      reviewer.focus();
      return say("Write your name first: a review says who made it.", true);
    }
    if (!CLAIMS.includes(state.sectionOf(id)) && state.sectionOf(id) !== "article") return say("Reports, links and the article are reviewed; an action is, with what tells of it.");
    const own = `${name}, ${today()}`;
    const others = (state.valuesOf(id).reviewedBy ?? []).filter((each) => each.replace(/,[^,]*$/, "") !== name);
    state.change(id, { reviewedBy: [...others, own] });
    return say(`Accepted by ${own}.`);
  }
  function remove(id) {
    if (state.sectionOf(id) === "article") return;
    const next = list.ids()[list.ids().indexOf(id) + 1] ?? list.ids().at(-2) ?? "";
    const isNew = state.isNew(id);
    if (isNew && forms.isOpen(id)) close(false);
    state.remove(id);
    if (isNew) list.focusRow(next);
    say(state.isRemoved(id) || isNew ? "Removed. Undo brings it back." : "Kept.");
  }

  /* The place of a record: by default that of the chosen words. */
  function place(span = null) {
    const chosen = text.chosen();
    const taken = span ?? (state.letters && chosen ? [chosen.from, chosen.to] : null);
    return taken ? { span: taken, words: state.digestOf(state.wordsAt(taken)) } : {};
  }
  function usePlace(id, span) {
    state.change(id, { ...place(span), quote: null, occurrence: null });
    text.mark(id);
    say("The record has this place now.");
  }
  function addRecord(section) {
    if (CLAIMS.includes(section) && state.letters && !text.chosen()) return say(`Select the words of the ${NAMES_OF_SECTIONS[section]} first, in the text.`, true);
    const given = { reports: { stance: "asserts" }, links: { relation: "retaliation", basis: "reported", stance: "asserts" } }[section] ?? {};
    const name = reviewer.value.trim();
    const who = name && CLAIMS.includes(section) && state.valuesOf(state.articleId ?? "").annotatedBy?.join() !== name ? { annotatedBy: [name] } : {};
    // what a program extracted is a draft, and a record of an article is held to be of its extraction
    const reviewed = name && CLAIMS.includes(section) && state.articleId && state.isDraft(state.articleId) ? { reviewedBy: [`${name}, ${today()}`] } : {};
    const id = state.add(section, { ...given, ...(CLAIMS.includes(section) ? { ...place(), ...who, ...reviewed } : {}) });
    open(id, true, { reports: "action", links: "response" }[section] ?? "id");
    return say(`New ${NAMES_OF_SECTIONS[section]}.`);
  }
  /* An action or case that a record names and nobody declares. */
  function declare(section, name) {
    open(state.add(section, { id: name }), true, section === "actions" ? "type" : "label");
    say(`New ${NAMES_OF_SECTIONS[section]}.`);
  }
  function useWords(id) {
    if (!text.chosen()) return say("Select words in the text first.", true);
    const { from, to } = text.chosen();
    return usePlace(id, [from, to]);
  }

  function showChosen(chosen, told = "") {
    bar.classList.toggle("empty", !chosen);
    const words = chosen ? state.wordsAt([chosen.from, chosen.to]) : "";
    document.getElementById("chosen-words").textContent = words;
    bar.querySelectorAll("button").forEach((each) => { each.disabled = !chosen; });
    if (told) say(told);
  }

  function saved(fresh) {
    const id = forms.openId() || list.current();
    const at = document.getElementById("records").scrollTop;
    stop();
    startReview({ ...fresh, served: true }, { id, at, said: sayFindings(fresh.findings, "Saved. ") });
  }
  function sayFindings(findings, before) {
    const errors = findings.filter((each) => each.severity === "error").length;
    return `${before}kg check: ${countOf(errors, "error")}, ${countOf(findings.length - errors, "warning")}.`;
  }

  function refresh() {
    const changes = state.countChanges();
    saveButton.disabled = file.served && !changes;
    saveButton.querySelector(".count").textContent = changes ? ` (${changes})` : "";
    undoButton.disabled = !state.canUndo();
    if (forms.openId() && !state.sectionOf(forms.openId())) forms.close(); // undone before it was
    names.refresh();
    names.offer();
    list.draw();
    forms.sync();
    drawFileFindings();
  }
  /* What is wrong with no record that can be opened. */
  function drawFileFindings() {
    const found = state.findings().filter((each) => !state.sectionOf(each.record));
    document.getElementById("file-findings").replaceChildren(...found.map((each) => make("li", { class: `finding ${each.severity}`, dir: "auto" }, `Line ${each.line}: ${each.severity === "warning" ? "warning: " : ""}${each.message}`)));
  }
  state.listen((what) => {
    refresh();
    if (what.findings) return;
    text.draw();
    text.mark(forms.openId());
    talk.checkSoon();
  });

  /* One letter each, where nothing is typed: in the text and on the rows. */
  const next = (test) => {
    const ids = list.ids();
    const from = ids.indexOf(list.current());
    const id = [...ids.slice(from + 1), ...ids.slice(0, from + 1)].find(test);
    if (id) list.focusRow(id);
    else say("There is none in this view.");
  };
  const help = document.getElementById("keys");
  const KEYS = {
    r: () => addRecord("reports"), l: () => addRecord("links"), n: () => addRecord("actions"),
    a: () => accept(list.current()), x: () => remove(list.current()), u: () => useWords(forms.openId() || list.current()),
    d: () => next(state.isDraft), f: () => next((id) => state.findingsOf(id).length),
    t: () => text.focus(), g: () => list.focus(), z: () => undo(), "?": () => help.toggleAttribute("open"), Escape: () => help.removeAttribute("open"),
  };
  function undo() {
    say(state.undo() ? "Undone." : "There is nothing to undo.");
  }
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      document.activeElement?.blur?.();
      talk.save();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isFree = (event.target === document.body || help.contains(event.target)) && TO_MOVE.has(event.key); // as right after loading
    if (!isFree && !event.target.closest?.("#text, .row")) return;
    const does = KEYS[event.key];
    if (!does || (OF_A_ROW.has(event.key) && !event.target.matches(".row"))) return;
    event.preventDefault();
    does();
  }, { signal: off.signal });
  const listen = (element, does) => element.addEventListener("click", does, { signal: off.signal });
  listen(saveButton, () => talk.save());
  listen(undoButton, undo);
  listen(document.getElementById("new-report"), () => addRecord("reports"));
  listen(document.getElementById("new-link"), () => addRecord("links"));
  listen(document.getElementById("use-words"), () => (forms.openId() ? useWords(forms.openId()) : say("Open a record first.", true)));
  listen(document.getElementById("new-action"), () => addRecord("actions"));
  globalThis.addEventListener("beforeunload", (event) => {
    if (state.countChanges() && !talk.isTaken()) event.preventDefault();
  }, { signal: off.signal });

  function stop() {
    talk.stop();
    off.abort();
    document.getElementById("text").replaceWith(document.getElementById("text").cloneNode());
    document.getElementById("records").replaceWith(document.getElementById("records").cloneNode());
  }

  if (!reviewer.value) reviewer.value = file.reviewer;
  showChosen(null);
  refresh();
  if (before.id && list.itemOf(before.id)) list.focusRow(before.id);
  if (before.said) say(before.said);
  if (!file.served) say(sayFindings(file.findings, "When this page was written: "));
  if (!file.findings) talk.check();
  document.documentElement.dataset.ready = "1";
}

startReview(JSON.parse(document.getElementById("data").textContent));
