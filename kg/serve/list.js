"use strict";

/* The records as rows: along the text, the actions, the article. One is open at a time. */

const PROOFS = { proved: "✓", moved: "moved", bare: "unproved", unanchored: "no place", unchecked: "" };
const VIEWS = { text: ["reports", "links"], actions: ["actions"], article: ["article", "cases"] };

function createList(state, names, forms, act) {
  const list = document.getElementById("records");
  const empty = document.getElementById("nothing");
  const rows = new Map(); // id -> { item, button }
  let view = "text";
  let only = "";
  let wanted = "";
  let current = "";

  /* What a record is called, and what is said below that. */
  function describe(id) {
    const values = state.valuesOf(id);
    const list = (value) => [value ?? []].flat().map((each) => names.labelOf("actors", each) || each).join(", ");
    switch (state.sectionOf(id)) {
      case "reports": return {
        name: names.labelOf("actions", values.action) || values.action || "Report of which action?",
        about: [list(values.attributedTo) || "in its own voice", values.stance && `${spell(values.stance)}${values.stanceOn ? ` (${values.stanceOn})` : ""}`, values.status && spell(values.status), values.date],
      };
      case "links": return {
        name: names.labelOf("actions", values.response) || values.response || "Link of which actions?",
        about: [`${spell(values.relation ?? "?")} ← ${names.labelOf("actions", values.trigger) || values.trigger || "?"}`, values.basis, values.stance && spell(values.stance), list(values.claimedBy)],
      };
      case "actions": return {
        name: values.label || values.id || "New action",
        about: [values.type && spell(values.type), [list(values.actor), list(values.recipient)].filter(Boolean).join(" → "), values.date, claimsOf(values.id)],
      };
      case "article": return { name: values.title || values.id || "Article", about: [list(values.publisher), values.published] };
      default: return { name: values.label || values.id || "Case", about: [values.id] };
    }
  }
  let told = new Map(); // action -> [reports, links]
  function countClaims() {
    told = new Map();
    const count = (action, at) => told.set(action, (told.get(action) ?? [0, 0]).map((each, which) => each + (which === at)));
    for (const id of CLAIMS.flatMap((section) => state.idsOf(section)).filter((each) => !state.isRemoved(each))) {
      const { action, response, trigger } = state.valuesOf(id);
      if (state.sectionOf(id) === "reports") count(action, 0);
      else new Set([response, trigger]).forEach((each) => count(each, 1));
    }
  }
  function claimsOf(action) {
    const [reports, links] = told.get(action) ?? [0, 0];
    const said = [[reports, "report"], [links, "link"]].filter(([number]) => number);
    return said.map((each) => countOf(...each)).join(", ") || "no report";
  }

  function badges(id) {
    const found = state.findingsOf(id);
    const errors = found.filter((each) => each.severity === "error").length;
    const warnings = found.length - errors;
    const [proof, told] = CLAIMS.includes(state.sectionOf(id)) ? state.proofOf(id) : ["", ""];
    const badge = (text, kind, title) => (text ? make("span", { class: `badge ${kind}`, title: title ?? null }, text) : null);
    return [
      state.isRemoved(id) ? badge("removed", "removed") : state.isNew(id) ? badge("new", "changed") : state.isChanged(id) ? badge("changed", "changed") : null,
      state.isDraft(id) && !state.isRemoved(id) ? badge("draft", "draft", "A program extracted it and nobody reviewed it") : null,
      !state.isDraft(id) && state.valuesOf(id).reviewedBy ? badge("reviewed", "reviewed", `Reviewed by ${state.valuesOf(id).reviewedBy.join("; ")}`) : null,
      errors ? badge(countOf(errors, "error"), "error") : null,
      warnings ? badge(countOf(warnings, "warning"), "warning") : null,
      proof ? badge(PROOFS[proof], `proof ${proof}`, told) : null,
    ].filter(Boolean);
  }

  const spanOf = (id) => JSON.stringify(state.valuesOf(id).span ?? null);
  function drawRow(id, before) {
    const { item, button } = rows.get(id);
    const { name, about } = describe(id);
    const { span } = state.valuesOf(id);
    const repeats = before && span && spanOf(before) === spanOf(id);
    const words = cutText(repeats ? "" : span && state.letters ? state.wordsAt(span) : state.valuesOf(id).quote ?? "", 110);
    const [proof, told] = CLAIMS.includes(state.sectionOf(id)) ? state.proofOf(id) : ["", ""];
    const signs = badges(id);
    const key = JSON.stringify([name, about, words, signs.map((each) => each.outerHTML), told]);
    item.className = `record ${state.sectionOf(id)}`;
    item.classList.toggle("gone", state.isRemoved(id));
    item.classList.toggle("on", forms.isOpen(id));
    if (button.ariaExpanded !== String(forms.isOpen(id))) button.ariaExpanded = String(forms.isOpen(id));
    if (rows.get(id).key === key) return;
    rows.get(id).key = key;
    button.replaceChildren(
      make("span", { class: "kind" }, NAMES_OF_SECTIONS[state.sectionOf(id)]),
      make("span", { class: "called", dir: "auto" }, cutText(name, 160)),
      make("span", { class: "badges" }, ...signs),
      make("span", { class: "about", dir: "auto" }, about.filter(Boolean).join(" · ")),
      words ? make("q", { class: "words", dir: "auto" }, words) : "",
      proof ? make("span", { class: "unseen" }, `. ${told}.`) : "",
    );
  }

  function addRow(id) {
    const button = make("button", { type: "button", class: "row", tabindex: "-1", "aria-expanded": "false" });
    const item = make("li", { class: "record", "data-id": id }, button);
    button.addEventListener("click", () => (forms.isOpen(id) ? act.close() : act.open(id)));
    button.addEventListener("focus", () => setCurrent(id));
    item.addEventListener("pointerenter", () => act.hover(id));
    item.addEventListener("pointerleave", () => act.hover(""));
    rows.set(id, { item, button });
    return item;
  }

  function orderOf(ids) {
    if (view !== "text") return ids;
    const at = (id) => state.valuesOf(id).span ?? [Infinity, Infinity];
    return ids.toSorted((one, other) => at(one)[0] - at(other)[0] || at(one)[1] - at(other)[1] || 0);
  }
  function isWanted(id) {
    if (forms.isOpen(id)) return true;
    if (only === "review" && !state.isDraft(id)) return false;
    if (only === "findings" && !state.findingsOf(id).length) return false;
    if (!wanted) return true;
    const { name, about } = describe(id);
    const text = [name, ...about, JSON.stringify(state.valuesOf(id)), state.letters && state.valuesOf(id).span ? state.wordsAt(state.valuesOf(id).span) : ""].join(" ");
    return text.toLowerCase().includes(wanted);
  }
  const visible = () => orderOf(VIEWS[view].flatMap((section) => state.idsOf(section))).filter(isWanted);

  /* The open form is never moved while it has the focus: only what stands around it is. */
  function draw() {
    countClaims();
    const ids = visible();
    const focused = [...list.children].findIndex((each) => each.contains(document.activeElement));
    for (const id of [...rows.keys()].filter((each) => !ids.includes(each))) {
      rows.get(id).item.remove();
      rows.delete(id);
    }
    const items = ids.map((id) => rows.get(id)?.item ?? addRow(id));
    ids.forEach((id, at) => drawRow(id, ids[at - 1]));
    const held = document.activeElement?.closest?.("#records > .record");
    const at = items.indexOf(held);
    if (items.length !== list.children.length || items.some((each, number) => each !== list.children[number])) {
      if (at < 0) list.replaceChildren(...items);
      else {
        [...list.children].filter((each) => !items.includes(each)).forEach((each) => each.remove());
        items.slice(0, at).forEach((each) => list.insertBefore(each, held));
        list.append(...items.slice(at + 1));
      }
    }
    empty.hidden = ids.length > 0;
    const next = ids[Math.min(Math.max(focused, 0), ids.length - 1)] ?? "";
    setCurrent(ids.includes(current) ? current : next);
    if (focused >= 0 && !list.contains(document.activeElement)) focusRow(next); // the row that had the focus is filtered out
    drawCounts();
  }

  function drawCounts() {
    const count = (sections) => sections.flatMap((section) => state.idsOf(section)).filter((id) => !state.isRemoved(id));
    for (const button of document.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
      button.querySelector(".count").textContent = String(count(VIEWS[button.dataset.view]).length);
    }
    const all = count(Object.values(VIEWS).flat());
    const numbers = { review: all.filter(state.isDraft).length, findings: all.filter((id) => state.findingsOf(id).length).length };
    for (const button of document.querySelectorAll("[data-only]")) {
      button.querySelector(".count").textContent = String(numbers[button.dataset.only]);
      button.setAttribute("aria-pressed", String(button.dataset.only === only));
      button.hidden = !numbers[button.dataset.only] && button.dataset.only !== only;
    }
  }

  /* One row is in the order of the tab key; arrows lead to the others. */
  function setCurrent(id) {
    rows.get(current)?.button.setAttribute("tabindex", "-1");
    current = id;
    rows.get(id)?.button.setAttribute("tabindex", "0");
  }
  function focusRow(id) {
    setCurrent(rows.has(id) ? id : current);
    (rows.get(current)?.button ?? document.querySelector("[data-view][aria-pressed=true]")).focus();
  }
  function move(by) {
    const ids = [...list.children].map((each) => each.dataset.id);
    const next = ids[Math.min(Math.max(ids.indexOf(current) + by, 0), ids.length - 1)];
    if (next) focusRow(next);
  }
  list.addEventListener("keydown", (event) => {
    if (!event.target.matches(".row") || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  });

  function show(id) {
    const section = state.sectionOf(id);
    setCurrent(id);
    const its = Object.keys(VIEWS).find((each) => VIEWS[each].includes(section));
    if (its !== view) setView(its);
    if (!rows.has(id)) {
      only = "";
      wanted = "";
      document.getElementById("find").value = "";
      draw();
    }
  }
  function setView(name) {
    view = name;
    draw();
  }
  document.querySelectorAll("[data-view]").forEach((button) => button.addEventListener("click", () => {
    act.close(false);
    setView(button.dataset.view);
  }, { signal: act.signal }));
  document.querySelectorAll("[data-only]").forEach((button) => button.addEventListener("click", () => {
    only = only === button.dataset.only ? "" : button.dataset.only;
    if (only && !visible().length) { // they are in another view
      const test = only === "review" ? state.isDraft : (id) => state.findingsOf(id).length;
      view = Object.keys(VIEWS).find((each) => VIEWS[each].flatMap((section) => state.idsOf(section)).some(test)) ?? view;
    }
    draw();
  }, { signal: act.signal }));
  document.getElementById("find").addEventListener("input", (event) => {
    wanted = event.target.value.trim().toLowerCase();
    draw();
  }, { signal: act.signal });

  return { draw, show, focusRow, setView, itemOf: (id) => rows.get(id)?.item, current: () => current, focus: () => focusRow(current), ids: () => [...list.children].map((each) => each.dataset.id) };
}
