"use strict";

/* The fields of the record that is open. Values are completed from lists; what kg check says of a field
   stands below it. */

const FIRST_FIELDS = {
  article: ["id", "title", "publisher", "published"],
  cases: ["id", "label", "description"],
  actions: ["id", "type", "label", "case", "actor", "recipient"],
  reports: ["action", "span", "stance", "attributedTo", "date", "status"],
  links: ["response", "trigger", "relation", "basis", "stance", "claimedBy", "span"],
};
const OF_THE_SPAN = new Set(["words", "quote", "occurrence"]); // set with it
const NESTED = "record";

function createForms(file, state, names, act) {
  let open = null; // { id, element, inputs: Map of field -> element, places: Map of field -> finding's element }
  let serial = 0;

  function change(field, value) { state.change(open.id, { [field.name]: value }); }

  /* The span with its words, and the button that moves it to the words chosen in the text. */
  function spanField(field, id) {
    const words = make("q", { class: "words", dir: "auto" });
    const place = make("span", { class: "quiet" });
    /* Where the words were found that are quoted, or have moved: proposed, and taken by a person. */
    const offers = make("div", { class: "line" }, ...(state.letters ? file.places?.[id] ?? [] : []).map((span) => make("button", { type: "button", onclick: () => act.usePlace(id, span) }, `Take “${cutText(state.wordsAt(span), 40)}”, ${span[0]} to ${span[1]}`)));
    const show = () => {
      offers.hidden = state.proofOf(id)[0] === "proved";
      const span = state.valuesOf(id).span;
      words.textContent = span && state.letters ? state.wordsAt(span) : state.valuesOf(id).quote ?? "";
      words.hidden = !words.textContent;
      place.textContent = span ? `${span[0]} to ${span[1]}` : "no place in the text yet";
    };
    const use = make("button", { type: "button", onclick: () => act.useWords(id) }, "Use the chosen words", make("kbd", {}, "u"));
    use.hidden = !state.letters;
    const typed = make("input", { inputmode: "numeric", "aria-label": "Start and end", autocomplete: "off" });
    typed.hidden = Boolean(state.letters);
    typed.addEventListener("change", () => {
      const found = typed.value.match(/^\D*(\d{1,9})\D+(\d{1,9})\D*$/);
      state.change(id, { span: found ? [Number(found[1]), Number(found[2])] : null, words: null });
    });
    show();
    return { control: make("div", { class: "span" }, words, make("div", { class: "line" }, place, typed, use), offers), label: null, show };
  }

  function choiceField(field, id, label) {
    const offered = field.kind === "yesno" ? ["true", "false"] : field.choices;
    const control = make("select", { id: label });
    const show = () => {
      const value = state.valuesOf(id)[field.name] ?? "";
      const all = [...new Set([...(field.required && value ? [] : [""]), ...offered, ...(value ? [value] : [])])];
      control.replaceChildren(...all.map((each) => make("option", { value: each }, each || "–")));
      control.value = value;
    };
    control.addEventListener("change", () => change(field, control.value));
    show();
    return { control, label, show };
  }

  function entry(field, attributes, value) {
    const long = field.kind === "text" && !field.many;
    const made = make(long ? "textarea" : "input", { autocomplete: "off", spellcheck: long, rows: long ? 1 : null, dir: "auto", list: field.list ? `list-${field.list}` : null, ...attributes });
    made.value = value;
    return made;
  }

  function textField(field, id, label) {
    const means = make("span", { class: "means", dir: "auto" });
    const control = entry(field, { id: label }, "");
    const declare = make("button", { type: "button", class: "declare", onclick: () => act.declare(field.list, control.value.trim()) }, "Declare it here");
    const show = () => {
      if (document.activeElement !== control) control.value = state.valuesOf(id)[field.name] ?? "";
      const value = control.value.trim();
      means.textContent = names.labelOf(field.list, value);
      declare.hidden = !value || names.isKnown(field.list, value);
    };
    control.addEventListener("change", () => {
      change(field, control.value.trim());
      show();
    });
    show();
    return { control: make("div", {}, control, means, declare), input: control, label, show };
  }

  /* Several values: an input for each, and an empty one behind them. */
  function manyField(field, id, label) {
    const control = make("div", { class: "many", role: "group", "aria-labelledby": `${label}-name` });
    const values = () => [...control.querySelectorAll("input")].map((each) => each.value.trim()).filter(Boolean);
    function addInput(value) {
      const input = entry(field, { id: control.childElementCount ? null : label, "aria-labelledby": `${label}-name` }, value);
      const means = make("span", { class: "means", dir: "auto" }, names.labelOf(field.list, value));
      input.addEventListener("change", () => {
        means.textContent = names.labelOf(field.list, input.value.trim());
        change(field, values());
      });
      input.addEventListener("input", () => {
        if (input.value && input.parentElement === control.lastElementChild) addInput("");
      });
      control.append(make("div", {}, input, means));
    }
    const show = () => {
      const now = state.valuesOf(id)[field.name] ?? [];
      if (control.contains(document.activeElement) || JSON.stringify(now) === JSON.stringify(control.childElementCount ? values() : null)) return;
      control.replaceChildren();
      [...now, ""].forEach(addInput);
    };
    show();
    return { control, label, show, get input() { return control.querySelector("input"); } };
  }

  function fieldRow(field, id) {
    serial += 1;
    const label = `field-${serial}`;
    const made = field.kind === "span" ? spanField(field, id)
      : field.kind === "choice" && field.choices.length || field.kind === "yesno" ? choiceField(field, id, label)
        : field.many ? manyField(field, id, label) : textField(field, id, label);
    const name = make(made.label && !field.many ? "label" : "span", { id: `${label}-name`, for: made.label && !field.many ? label : null, class: "name", title: field.doc }, field.name, field.required ? make("span", { class: "needed", "aria-hidden": "true" }, " *") : "");
    const said = make("div", { class: "said", id: `${label}-said` });
    const input = () => made.input ?? made.control;
    input()?.setAttribute("aria-describedby", said.id);
    if (field.required) input()?.setAttribute("aria-required", field.many || field.kind === "span" ? null : "true");
    if (field.many || field.kind === "span") input()?.removeAttribute("aria-required");
    const row = make("div", { class: "field", "data-field": field.name }, name, make("div", { class: "value" }, made.control, said));
    return { row, said, show: made.show, input };
  }

  /* What is not shown at first can be added. */
  function moreFields(id, shown, add) {
    const choices = make("select", { "aria-label": "Add a field" });
    const fill = () => {
      const left = [...state.fields[state.sectionOf(id)].values()].filter((each) => !shown.has(each.name) && !OF_THE_SPAN.has(each.name) && each.kind !== NESTED);
      choices.replaceChildren(make("option", { value: "" }, "Add a field …"), ...left.map((each) => make("option", { value: each.name, title: each.doc }, `${each.name}: ${cutText(each.doc, 60)}`)));
      choices.hidden = !left.length;
    };
    choices.addEventListener("change", () => {
      if (choices.value) add(choices.value);
      fill();
    });
    fill();
    return choices;
  }

  function buttons(id) {
    const claim = CLAIMS.includes(state.sectionOf(id)) || state.sectionOf(id) === "article";
    const accept = make("button", { type: "button", class: "accept", onclick: () => act.accept(id) }, make("span"), make("kbd", {}, "a"));
    const drop = make("button", { type: "button", class: "drop", onclick: () => act.remove(id) }, make("span"), make("kbd", {}, "x"));
    const show = () => {
      accept.firstChild.textContent = state.isDraft(id) ? "Accept" : "Mark as reviewed";
      accept.hidden = !claim || state.isRemoved(id);
      drop.firstChild.textContent = state.isRemoved(id) ? "Keep after all" : state.isDraft(id) ? "Reject" : "Remove";
      drop.hidden = state.sectionOf(id) === "article";
    };
    show();
    return { row: make("div", { class: "buttons" }, accept, drop), show };
  }

  function build(id) {
    const section = state.sectionOf(id);
    const table = state.fields[section];
    const rows = new Map();
    const wanted = new Set([...table.values()].filter((each) => each.required || FIRST_FIELDS[section].includes(each.name) || each.name in state.valuesOf(id)).map(({ name }) => name));
    const odd = (state.odd.get(id) ?? []).map(([key]) => key);
    const shown = new Set([...wanted, ...odd]);
    const fields = make("div", { class: "fields" });
    const put = (name) => {
      const made = fieldRow(table.get(name), id);
      const order = [...table.keys()];
      const next = [...rows.entries()].find(([other]) => order.indexOf(other) > order.indexOf(name));
      fields.insertBefore(made.row, next ? next[1].row : null);
      rows.set(name, made);
      return made;
    };
    const element = make("div", { class: "form", role: "group", "aria-label": `Fields of this ${NAMES_OF_SECTIONS[section]}` });
    open = { id, element, rows, said: make("div", { class: "said" }), buttons: buttons(id) };
    for (const name of table.keys()) {
      if (wanted.has(name) && !odd.includes(name) && !OF_THE_SPAN.has(name) && table.get(name).kind !== NESTED) put(name);
    }
    const more = moreFields(id, shown, (name) => {
      shown.add(name);
      put(name).input()?.focus();
    });
    const rest = (state.odd.get(id) ?? []).map(([key, text]) => make("div", { class: "field" }, make("span", { class: "name" }, key), make("code", { class: "value odd" }, cutText(text, 200))));
    element.append(open.said, fields, ...rest, make("div", { class: "line end" }, more, open.buttons.row));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        act.close();
      }
    });
    showFindings();
    return element;
  }

  /* Below each field what is wrong with it; above them what is wrong with the record. */
  function showFindings() {
    if (!open) return;
    const found = state.findingsOf(open.id);
    const draw = (each) => make("p", { class: `finding ${each.severity}`, dir: "auto" }, each.severity === "warning" ? "Warning: " : "", each.message);
    for (const [name, { said, input }] of open.rows) {
      const mine = found.filter((each) => each.field === name || (name === "span" && OF_THE_SPAN.has(each.field)));
      said.replaceChildren(...mine.map(draw));
      const control = input();
      if (control?.matches("input, select, textarea")) {
        if (mine.some((each) => each.severity === "error")) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
      }
    }
    open.said.replaceChildren(...found.filter((each) => !open.rows.has(each.field) && !(OF_THE_SPAN.has(each.field) && open.rows.has("span"))).map(draw));
  }

  function sync() {
    if (!open) return;
    open.rows.forEach(({ show }) => show());
    open.buttons.show();
    showFindings();
  }
  function focusField(name) {
    const row = name ? open?.rows.get(name) : [...(open?.rows.values() ?? [])].find(({ input }) => input()?.matches("input, select, textarea"));
    row?.input()?.focus();
  }
  return { build, sync, focusField, isOpen: (id) => open?.id === id, close: () => { open = null; }, openId: () => open?.id ?? "" };
}
