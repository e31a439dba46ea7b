"use strict";

/* The article's text, with what its records point to, and the words chosen in it: with the mouse, or
   sentence by sentence and word by word with the arrow keys. Places count code points. */

const LETTER = /[\p{L}\p{N}\p{M}]/u;
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const JOINED = /[\p{M}\u200d\ufe0e\ufe0f\p{Emoji_Modifier}]/u; // belongs to what stands before it
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.-][\p{L}\p{N}\p{M}]+)*/gu;

function createText(file, state, { choose, open, signal }) {
  const pane = document.getElementById("text");
  const letters = state.letters ?? [];
  const parts = [];
  let chosen = null; // { from, to, anchor: [from, to] }
  let marked = "";
  let near = "";
  let drawn = "";

  const isLetter = (at) => LETTER.test(letters[at] ?? "") && !UNSPACED.test(letters[at]);
  const isInside = (at) => at > 0 && ((isLetter(at - 1) && isLetter(at)) || JOINED.test(letters[at] ?? "") || letters[at - 1] === "\u200d");
  const sentenceAt = (at) => file.sentences.find(([from, to]) => from <= at && at < to) ?? null;

  /* The words of a sentence as [from, to]; where a script has no spaces, as the browser divides it. */
  const divider = globalThis.Intl?.Segmenter ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;
  function wordsOf([from, to]) {
    const text = letters.slice(from, to).join("");
    const count = (units) => from + [...text.slice(0, units)].length;
    const found = divider && UNSPACED.test(text)
      ? [...divider.segment(text)].filter((each) => each.isWordLike).map((each) => [each.index, each.index + each.segment.length])
      : [...text.matchAll(WORD)].map((each) => [each.index, each.index + each[0].length]);
    return found.map(([start, end]) => [count(start), count(end)]);
  }

  /* Drawing: every stretch between two borders is an element that knows the claims about it. */
  function draw() {
    const spans = CLAIMS.flatMap((section) => state.idsOf(section)).filter((id) => !state.isRemoved(id) && state.valuesOf(id).span)
      .map((id) => [...state.valuesOf(id).span, id]);
    const key = JSON.stringify(spans.map(([from, to, id]) => [from, to, id, state.isDraft(id), state.proofOf(id)[0]]));
    if (key === drawn) return;
    drawn = key;
    const borders = [...new Set([0, letters.length, ...spans.flat(), ...file.sentences.flat(), ...file.marks.flat()].filter((each) => Number.isInteger(each) && each <= letters.length))]
      .sort((one, other) => one - other);
    parts.length = 0;
    const fragment = document.createDocumentFragment();
    spans.sort(([one], [other]) => one - other);
    let open = [];
    let next = 0;
    borders.slice(0, -1).forEach((from, at) => {
      const to = borders[at + 1];
      for (; next < spans.length && spans[next][0] <= from; next += 1) open.push(spans[next]);
      open = open.filter(([, end]) => end > from);
      const ids = open.filter(([, end]) => to <= end).map(([, , id]) => id);
      const aside = file.marks.find(([start, end]) => start <= from && to <= end);
      const element = document.createElement("span");
      element.textContent = letters.slice(from, to).join("");
      element.className = "part";
      element.classList.toggle("report", ids.some((id) => state.sectionOf(id) === "reports"));
      element.classList.toggle("link", ids.some((id) => state.sectionOf(id) === "links"));
      element.classList.toggle("draft", ids.some((id) => state.isDraft(id)));
      element.classList.toggle("wrong", ids.some((id) => state.proofOf(id)[0] === "moved"));
      if (aside) {
        element.classList.add("aside");
        element.title = aside[2] === "noAct" ? "Marked as telling of no act" : "Boilerplate";
      }
      element.dataset.from = from;
      parts.push({ from, to, element, ids });
      fragment.append(element);
    });
    pane.replaceChildren(fragment);
    paint();
    showChosen(false);
  }

  /* Which parts belong to the record that is open, or under the pointer. */
  function paint() {
    for (const { element, ids } of parts) {
      element.classList.toggle("on", ids.includes(marked));
      element.classList.toggle("near", ids.includes(near));
    }
  }
  function mark(id) {
    marked = id;
    paint();
    const first = parts.find(({ ids }) => ids.includes(id));
    if (first) first.element.scrollIntoView({ block: "nearest" });
  }
  function hover(id) {
    near = id;
    paint();
  }

  /* Between places and the browser's own selection. */
  function placeOf(node, offset) {
    const before = document.createRange();
    before.setStart(pane, 0);
    before.setEnd(node, offset);
    return [...before.toString()].length;
  }
  function pointAt(at) {
    const part = parts.find(({ from, to }) => from <= at && at <= to);
    return part ? [part.element.firstChild ?? part.element, letters.slice(part.from, at).join("").length] : [pane, 0];
  }
  function rangeOf({ from, to }) {
    const range = document.createRange();
    range.setStart(...pointAt(from));
    range.setEnd(...pointAt(to));
    return range;
  }

  /* The words nearest to a selection: whole ones, in one sentence, without space around them. */
  function snap(first, last) {
    let [from, to] = [first, last];
    while (from < to && !letters[from].trim()) from += 1;
    while (to > from && !letters[to - 1].trim()) to -= 1;
    const sentence = sentenceAt(from);
    if (!sentence || from >= to) return null;
    const cut = to > sentence[1];
    to = Math.min(to, sentence[1]);
    while (isInside(from)) from -= 1;
    while (isInside(to)) to += 1;
    return { from, to, anchor: [from, to], cut };
  }

  function setChosen(next, { move = true, say = "" } = {}) {
    chosen = next;
    showChosen(move);
    choose(chosen, say);
  }
  function showChosen(move) {
    globalThis.CSS?.highlights?.delete("chosen");
    if (!chosen) return;
    const range = rangeOf(chosen);
    if (globalThis.Highlight) CSS.highlights.set("chosen", new Highlight(range));
    if (!move) return;
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const { top, bottom } = range.getBoundingClientRect();
    const view = pane.getBoundingClientRect();
    if (top < view.top || bottom > view.bottom) pane.scrollBy(0, top < view.top ? top - view.top - 24 : bottom - view.bottom + 24);
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  }

  function takeSelection() {
    const selection = document.getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return false;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(pane) || !pane.contains(selection.anchorNode)) return false;
    const last = pane.contains(range.endContainer) ? placeOf(range.endContainer, range.endOffset) : letters.length;
    const next = snap(placeOf(range.startContainer, range.startOffset), last);
    setChosen(next, { say: next?.cut ? "Cut at the end of the sentence: a record is about one sentence." : "" });
    return true;
  }

  /* Keys: sentences up and down, words left and right, more or fewer words with Shift. */
  function stepSentence(by) {
    const at = chosen ? file.sentences.findIndex(([, to]) => chosen.from < to) : by > 0 ? -1 : file.sentences.length;
    const next = file.sentences[Math.min(Math.max(at + by, 0), file.sentences.length - 1)];
    const first = wordsOf(next)[0] ?? next;
    setChosen({ from: next[0], to: next[1], anchor: first });
  }
  function stepWord(by) {
    const number = Math.max(file.sentences.findIndex(([, to]) => (chosen?.from ?? 0) < to), 0);
    const near = file.sentences.slice(Math.max(number - 1, 0), number + 2).flatMap(wordsOf);
    const all = near.length ? near : file.sentences.flatMap(wordsOf);
    const whole = chosen && file.sentences.some(([from, to]) => from === chosen.from && to === chosen.to);
    const next = !chosen ? all[0]
      : whole ? wordsOf([chosen.from, chosen.to]).at(by > 0 ? 0 : -1)
        : by > 0 ? all.find(([from]) => from >= chosen.to) : all.findLast(([, to]) => to <= chosen.from);
    if (next) setChosen({ from: next[0], to: next[1], anchor: next });
  }
  function extend(by, toEnd = false) {
    if (!chosen) return stepWord(by);
    const { from, to, anchor } = chosen;
    const sentence = sentenceAt(from) ?? [from, to];
    const words = wordsOf(sentence);
    if (toEnd) return setChosen(by > 0 ? { from: anchor[0], to: sentence[1], anchor } : { from: sentence[0], to: anchor[1], anchor });
    const next = { from, to, anchor };
    if (by > 0 && from < anchor[0]) next.from = words.find(([start]) => start > from)?.[0] ?? anchor[0];
    else if (by > 0) next.to = words.find(([, end]) => end > to)?.[1] ?? sentence[1];
    else if (to > anchor[1]) next.to = Math.max(words.findLast(([, end]) => end < to)?.[1] ?? anchor[1], anchor[1]);
    else next.from = words.findLast(([start]) => start < from)?.[0] ?? sentence[0];
    return setChosen(next);
  }
  const idsAt = ({ from, to }) => [...new Set(parts.filter((part) => part.from < to && from < part.to).flatMap(({ ids }) => ids))];

  /* Of several claims about one place the next one, so that each can be reached; the shortest first. */
  function openAt(ids) {
    const size = (id) => state.valuesOf(id).span[1] - state.valuesOf(id).span[0];
    const sorted = ids.toSorted((one, other) => size(one) - size(other));
    if (sorted.length) open(sorted[(sorted.indexOf(marked) + 1) % sorted.length]);
  }

  function key(event) {
    const onward = getComputedStyle(pane).direction === "rtl" ? -1 : 1;
    const forward = { ArrowRight: onward, ArrowLeft: -onward }[event.key];
    const sentences = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const end = { End: 1, Home: -1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !file.sentences.length) return;
    if (forward) (event.shiftKey ? extend : stepWord)(forward);
    else if (sentences) stepSentence(sentences);
    else if (end && event.shiftKey) extend(end, true);
    else if (event.key === "Escape") setChosen(null);
    else if (event.key === "Enter" && chosen) openAt(idsAt(chosen));
    else return;
    event.preventDefault();
  }

  if (letters.length) {
    pane.addEventListener("keydown", key);
    document.addEventListener("pointerup", (event) => {
      if (event.target instanceof Element && event.target.closest("button, input, select, textarea, label")) return;
      setTimeout(() => { // once the browser has made its selection
        if (takeSelection() || !pane.contains(event.target)) return;
        const part = parts.find(({ element }) => element === event.target);
        if (part?.ids.length) openAt(part.ids);
      });
    }, { signal });
    pane.addEventListener("pointermove", (event) => {
      const part = parts.find(({ element }) => element === event.target);
      pane.classList.toggle("over", Boolean(part?.ids.length));
    });
    draw();
  }
  return { draw, mark, hover, focus: () => pane.focus(), chosen: () => chosen, clear: () => setChosen(null) };
}
