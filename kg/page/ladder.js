"use strict";

/* The ladder: the moves that are left, one under another, the two sides left and right. The rows
   and their order come from Python; here they are put in their columns, like moves of many others
   are folded into one, and gaps of time are told. */

const MANY_MOVES = 24; // above that a move is told shortly until a reader asks for more
const FEW_FRAMED = 5; // the same in a frame of another page, which is low
const MOST_LAID_OUT = 100; // of more, those out of sight are left without layout
const FIRST_MOVES = 200; // rows laid out at once; the earlier ones are a button away
const BEFORE_CHOSEN = 5; // rows before an earlier one that is chosen
const LEAST_FOLDED = 3; // like moves of others, as in ladder.py
const LEAST_GAP = 60; // days between two moves that are worth a word

function createLadder(data, section) {
  const list = section.querySelector("#rungs");
  const rungs = new Map([...list.querySelectorAll("[data-at]")].map((rung) => [Number(rung.dataset.at), rung]));
  for (const rung of rungs.values()) rung.removeAttribute("id"); // the page, not the browser, follows addresses
  const foldOf = new Map(data.folds.flatMap((fold) => fold.moves.map((at, number) => [at, { fold, number }])));
  let limit = FIRST_MOVES;
  let brief = null; // shortly: as asked, null for by their number
  let shown = "";

  /* Rows that Python packed, as text. */
  function add(rows) {
    const box = document.createElement("template");
    for (const [at, text] of Object.entries(rows)) {
      box.innerHTML = text; // our own template's, escaped there
      const rung = box.content.firstElementChild;
      rung.removeAttribute("id");
      rungs.set(Number(at), rung);
    }
    shown = "";
  }

  /* The numbers of the two sides, the left one first: of what the address names, or of all. */
  function sidesOf(state) {
    if (state.pair) return state.pair.split(",").map((id) => data.actorIds.indexOf(id));
    if (state.chain) return state.chain.sides;
    return data.cases.find(([id]) => id === state.case)?.[2] ?? data.sides;
  }

  function sideOf(at, [left, right]) {
    const { by } = data.actions[at];
    const [one, other] = [by.includes(left), by.includes(right)];
    return one === other ? "other" : one ? "left" : "right";
  }

  function element(tag, name, ...children) {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...children);
    return made;
  }

  /* What like moves are said to answer, each counted as it is said of it: one word does not fit them all. */
  function sayTogether(says) {
    const counts = new Map();
    for (const said of says.filter(Boolean)) counts.set(said, (counts.get(said) ?? 0) + 1);
    const most = [...counts].sort((one, other) => other[1] - one[1]);
    return most.map(([said, count]) => `${count === says.length ? "each" : count} ${said}`).join("; ");
  }

  /* Like moves of several others as one row that opens. */
  function foldRow(fold, members) {
    const names = members.map((at) => fold.names[fold.moves.indexOf(at)]).join(", ");
    const summary = element("summary", "", element("time", "", fold.when), element("span", "say", `▸ ${members.length} ${fold.noun}: ${fold.what}: `, element("bdi", "", names)));
    const told = sayTogether(members.map((at) => fold.says[fold.moves.indexOf(at)]));
    if (told) summary.append(element("div", "told", element("p", "why", `↳ ${told}`)));
    const inside = element("ol", "rungs", ...members.map((at) => rungs.get(at)));
    const details = element("details", "", summary, inside);
    return element("li", "fold other", details);
  }

  /* A stretch of time in its two largest units, as words.py has it. */
  function spellGap(days) {
    const plural = (count, unit) => `${count} ${unit}${count === 1 ? "" : "s"}`;
    if (days < 2 * 30.44) return plural(days, "day");
    const all = Math.round(days / 30.44);
    const [years, months] = [Math.floor(all / 12), all % 12];
    return [years ? plural(years, "year") : "", months && years < 10 ? plural(months, "month") : ""].filter(Boolean).join(" ");
  }

  /* The day of a move, "" where it is not exact: from vague days nothing is counted. */
  function dayOf(at) {
    const { day, until } = data.actions[at];
    return day === until ? day : "";
  }

  /* How long nothing happened before a move, or the year where it is another. */
  function since(day, before) {
    if (!day) return "";
    const gap = before ? Math.round((Date.parse(day) - Date.parse(before)) / 86_400_000) : 0;
    if (gap >= LEAST_GAP) return `${spellGap(gap)} on`;
    return before.slice(0, 4) === day.slice(0, 4) ? "" : day.slice(0, 4);
  }

  function place(state, ats) {
    const sides = sidesOf(state);
    const others = new Map(ats.map((at) => [at, sideOf(at, sides) === "other"]));
    const rows = [];
    const folded = new Set();
    let before = "";
    for (const at of ats) {
      if (folded.has(at)) continue;
      const { fold } = foldOf.get(at) ?? {};
      const members = fold ? fold.moves.filter((each) => others.get(each)) : [];
      const row = others.get(at) && members.length >= LEAST_FOLDED ? foldRow(fold, members) : rungs.get(at);
      for (const each of row === rungs.get(at) ? [at] : members) {
        folded.add(each);
        rungs.get(each).querySelector(":scope > .since")?.remove();
        rungs.get(each).classList.remove("left", "right", "other");
        rungs.get(each).classList.add(sideOf(each, sides));
      }
      const day = dayOf(at);
      const gap = since(day, before);
      row.querySelector(":scope > .since")?.remove();
      if (gap) row.prepend(element("span", "since", gap));
      before = day || before;
      rows.push(row);
    }
    return rows;
  }

  /* The moves that are left, without folds and all of them: column, and how long nothing happened. */
  function arrange(state, left) {
    const sides = sidesOf(state);
    let before = "";
    return data.order.filter((at) => left.shown.has(at)).map((at) => {
      const day = dayOf(at);
      const row = { at, side: sideOf(at, sides), since: since(day, before) };
      before = day || before;
      return row;
    });
  }

  function earlier(count) {
    const button = element("button", "further", `Show the ${count} earlier moves`);
    button.type = "button";
    button.addEventListener("click", () => {
      limit = Infinity;
      shown = "";
      section.dispatchEvent(new CustomEvent("more"));
    });
    return element("li", "", button);
  }

  /* Puts the moves on the page; returns how many there are. */
  function show(state, left) {
    const ats = data.order.filter((at) => left.shown.has(at) && rungs.has(at));
    const sides = sidesOf(state);
    const key = `${sides}|${ats.join()}`;
    if (key.split("|")[1] !== shown.split("|")[1]) limit = FIRST_MOVES;
    const chosen = ats.indexOf(state.action);
    const from = Math.max(0, Math.min(ats.length - limit, chosen < 0 ? Infinity : chosen - BEFORE_CHOSEN));
    if (`${key}|${from}` !== shown) {
      const rows = place(state, ats.slice(from));
      list.replaceChildren(...(from ? [earlier(from)] : []), ...rows);
      shown = `${key}|${from}`;
    }
    light(state, left, ats);
    const short = brief ?? ats.length > (state.embed ? FEW_FRAMED : MANY_MOVES);
    list.classList.toggle("brief", short);
    list.classList.toggle("many", ats.length > MOST_LAID_OUT);
    section.querySelector("#brief").setAttribute("aria-pressed", String(short));
    const names = sides.map((at) => data.actors[at] ?? "");
    section.querySelector("#left-side").textContent = names[0] ?? "";
    section.querySelector("#right-side").textContent = names[1] ?? "";
    const sorts = new Set(ats.map((at) => sideOf(at, sides)));
    section.querySelector("#other-side").hidden = !sorts.has("other");
    section.querySelector(".sides").hidden = !ats.length;
    return ats.length;
  }

  /* What is selected stands out with its triggers and answers; those of what a search finds recede. */
  function light(state, left, ats) {
    const near = new Set(data.network.edges.filter((edge) => left.lines.has(edge.id) && (edge.from === state.action || edge.to === state.action)).flatMap((edge) => [edge.from, edge.to]));
    for (const at of ats) {
      const rung = rungs.get(at);
      rung.classList.toggle("near", near.has(at) && at !== state.action);
      rung.classList.toggle("dim", !left.hits.has(at));
      if (at === state.action) {
        rung.setAttribute("aria-current", "true");
        const fold = rung.closest("details");
        if (fold) fold.open = true;
      } else rung.removeAttribute("aria-current");
    }
  }

  /* Puts all rows of a fold in sight, for paper. */
  const unfold = () => list.querySelectorAll("details").forEach((fold) => { fold.open = true; });

  return {
    add, arrange, show, sidesOf, unfold, spellGap,
    rungOf: (at) => rungs.get(at),
    shorten: () => { brief = !list.classList.contains("brief"); },
  };
}
