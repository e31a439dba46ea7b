"use strict";

/* The index of pairs: a card for each two sides, as Python wrote them; here they are put in order
   and narrowed to those of which a move is left, or whose names a search finds. */

function createPairs(data, section, fold) {
  const list = section.querySelector("#cards");
  const cards = [...list.children].map((card) => ({ card, key: card.dataset.pair, name: fold(card.querySelector("h3").textContent) }));
  let ordered = "";

  const ORDERS = {
    "": (a, b) => b.size - a.size,
    newest: (a, b) => (a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : b.size - a.size),
    open: (a, b) => b.open - a.open || b.size - a.size,
  };

  function sort(order) {
    if (order === ordered) return;
    const by = ORDERS[order] ?? ORDERS[""];
    const keyed = cards.map(({ card }, at) => ({ card, at, size: Number(card.dataset.size), open: Number(card.dataset.open), newest: card.dataset.newest }));
    keyed.sort((a, b) => by(a, b) || a.at - b.at);
    list.replaceChildren(...keyed.map(({ card }) => card));
    ordered = order;
  }

  /* The keys of the pairs between which an action stands. */
  const pairsOf = ({ by, on }) =>
    by.flatMap((one) => on.filter((other) => other !== one).map((other) => [data.actorIds[one], data.actorIds[other]].sort().join(",")));

  /* Returns how many cards are left. */
  function show(state, left, narrowed) {
    sort(state.order === "size" ? "" : state.order);
    const words = fold(state.q).split(/\s+/).filter(Boolean);
    const alone = words.length > 0 && !narrowed({ ...state, q: "" }); // nothing but a search
    const seen = new Set([...left.hits].flatMap((at) => pairsOf(data.actions[at])));
    let count = 0;
    for (const { card, key, name } of cards) {
      const named = alone && words.every((word) => name.includes(word));
      card.hidden = narrowed(state) && !named && !seen.has(key);
      if (!card.hidden) count += 1;
    }
    for (const button of section.querySelectorAll("[data-order]")) {
      button.setAttribute("aria-pressed", String(button.dataset.order === (state.order === "size" ? "" : state.order)));
    }
    section.querySelector("#of-all").hidden = !count || !narrowed(state);
    section.querySelector("#no-pairs").hidden = count > 0;
    return count;
  }

  return { show, figuresOf: (key) => cards.find((each) => each.key === key)?.card.querySelector(".figures").textContent ?? "" };
}
