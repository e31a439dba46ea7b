"use strict";

/* Step by step: one move a screen, its sentence and the words it rests on, led by arrow keys or by
   scrolling. The steps are those that somebody wrote, or else the moves of the ladder. */

function createStory(data, section, ladder, onStep) {
  const box = section.querySelector("#steps");
  let made = "";
  let steps = [];
  let current = 0;
  let still = false; // while the page itself scrolls

  /* [action, text] a step: as written, of what is left; else every move. */
  const listSteps = (left) =>
    (data.story.length ? data.story : data.order.map((at) => [at, ""])).filter(([at]) => left.shown.has(at));

  function quotationOf(at) {
    const claim = data.pairs?.filter((pair) => pair.to === at).flatMap((pair) => pair.claims).find((each) => each.quote);
    const report = data.actions[at].evidence?.reports.find((each) => each.quote);
    const said = claim ?? report;
    if (!said) return [];
    const source = data.sources[said.source];
    const quote = document.createElement("blockquote");
    quote.dir = "auto";
    quote.textContent = said.quote;
    const cite = document.createElement("cite");
    cite.textContent = source ? [source.publisher, source.title, source.published].filter(Boolean).join(", ") : "";
    return [quote, cite];
  }

  function stepOf([at, text], number) {
    const step = document.createElement("section");
    step.className = "step-of";
    step.dataset.step = String(number + 1);
    const time = document.createElement("time");
    time.textContent = data.actions[at].when;
    const title = document.createElement("h3");
    title.dir = "auto";
    title.textContent = text || data.actions[at].label;
    const what = document.createElement("p");
    what.dir = "auto";
    what.textContent = text ? data.actions[at].label : "";
    const said = [...(ladder.rungOf(at)?.querySelectorAll(".told, .stand") ?? [])].map((part) => part.cloneNode(true));
    step.append(time, title, ...(text ? [what] : []), ...said, ...quotationOf(at));
    return step;
  }

  function show(state, left) {
    steps = listSteps(left);
    const key = `${steps.map(([at]) => at)}|${data.pairs ? 1 : 0}`;
    if (key !== made) box.replaceChildren(...steps.map(stepOf));
    made = key;
    current = Math.min(Math.max(1, Number(state.story) || 1), Math.max(1, steps.length));
    section.querySelector("#step-at").textContent = steps.length ? `${current} of ${steps.length}` : "No moves";
    section.querySelector("#step-back").disabled = current <= 1;
    section.querySelector("#step-on").disabled = current >= steps.length;
    [...box.children].forEach((step, at) => step.classList.toggle("now", at + 1 === current));
    const target = box.children[current - 1];
    if (!target) return;
    still = true;
    box.scrollTop = target.offsetTop - box.offsetTop;
    setTimeout(() => { still = false; }, 150);
  }

  const move = (by) => {
    const next = current + by;
    if (next >= 1 && next <= steps.length) onStep(next);
  };

  box.addEventListener("scroll", () => {
    if (still) return;
    const middle = box.scrollTop + box.clientHeight / 2;
    const at = [...box.children].findIndex((step) => step.offsetTop - box.offsetTop + step.offsetHeight > middle);
    if (at >= 0 && at + 1 !== current) onStep(at + 1);
  });
  section.querySelector("#step-back").addEventListener("click", () => move(-1));
  section.querySelector("#step-on").addEventListener("click", () => move(1));

  return { show, move };
}
