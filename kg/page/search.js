"use strict";

/* The search: suggests states, people, pairs, cases, chains, answers and moves as one types. What is
   chosen opens; what is only typed narrows every view, in all of the data. */

const MOST_OF_A_SORT = 4;

function createSearch(data, input, list, fold, onChoose) {
  let found = [];
  let active = -1;

  /* What may be suggested: [sort, text, what to change of the state]; folded once it is needed. */
  let offers = null;
  function listOffers() {
    const plain = { q: "", actor: "", other: "", case: "", chain: null, pair: "", answer: "", action: -1 };
    const sorts = [
      ["pair", data.dyads.map(([key, one, other]) => [`${one} ⇄ ${other}`, { pair: key, view: "ladder" }])],
      ["case", data.cases.map(([id, name]) => [name, { case: id, view: "ladder" }])],
      ["chain", data.chains.map((chain) => [chain.name.replace(/^\d+\. /, ""), { chain, view: "ladder" }])],
      ["answer", data.answers.map(([state, text]) => [text, { answer: state, view: "ladder" }])],
      ["move", data.actions.map((action, at) => [action.label, { action: at }])],
    ];
    const actors = data.actors.map((name, at) => [data.actorKinds[at], name, { actor: String(at) }]);
    const others = sorts.flatMap(([sort, each]) => each.map(([text, change]) => [sort, text, change]));
    return [...actors, ...others].map(([sort, text, change]) => ({
      sort, text, folded: ` ${fold(text)}`, change: sort === "move" ? { ...change, q: "" } : { ...plain, ...change },
    }));
  }

  function suggest() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    offers ??= listOffers();
    const counts = {};
    const hits = words.length ? offers.filter(({ folded }) => words.every((word) => folded.includes(word))) : [];
    // What begins with the word stands first.
    hits.sort((a, b) => b.folded.startsWith(` ${words[0]}`) - a.folded.startsWith(` ${words[0]}`));
    found = hits.filter(({ sort }) => (counts[sort] = (counts[sort] ?? 0) + 1) <= MOST_OF_A_SORT).slice(0, 12);
    active = -1;
    list.replaceChildren(...found.map(({ sort, text }, at) => {
      const option = document.createElement("li");
      option.id = `suggestion-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const name = document.createElement("bdi");
      name.textContent = text;
      const kind = document.createElement("span");
      kind.textContent = sort;
      option.append(name, kind);
      return option;
    }));
    open(found.length > 0);
  }

  function open(wanted) {
    list.hidden = !wanted;
    input.setAttribute("aria-expanded", String(wanted));
    if (!wanted) point(-1);
  }

  function point(at) {
    active = at;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `suggestion-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function choose(at) {
    const { change } = found[at];
    input.value = "";
    open(false);
    onChoose(change);
  }

  input.addEventListener("input", suggest);
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (list.hidden || !found.length) return;
    if (key === "ArrowDown") point((active + 1) % found.length);
    else if (key === "ArrowUp") point(active <= 0 ? found.length - 1 : active - 1);
    else if (key === "Enter" && active >= 0) choose(active);
    else if (key === "Escape") open(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("blur", () => setTimeout(() => open(false), 150));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose([...list.children].indexOf(option));
  });
}
