"use strict";

/* The evidence panel: an action with its accounts and claims. All
   text reaches the page through textContent, and all wording comes from Python. */

const ANSWERS = ["for", "inferred"]; // the sorts of pairs that say, or infer, an answer

function createEvidence(data, body, onGo, onClose) {
  /* element("p", "small", "text", child…): strings become text, never markup. */
  function element(tag, name, ...children) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (/^(h3|dd|p|blockquote|cite|button)$/.test(tag)) made.dir = "auto"; // names of any script
    const parts = children.filter((child) => child !== null && child !== "");
    made.append(...parts.flatMap((part) => (typeof part === "string" ? breakable(part) : part)));
    return made;
  }

  /* Overlong words may break after each 80 letters: without, Chromium takes seconds for them. */
  function breakable(text) {
    if (!/\S{81}/u.test(text)) return [text];
    return text.match(/\S{1,80}|\s+/gu).flatMap((piece) => [piece, document.createElement("wbr")]);
  }

  function go(at, label) {
    if (at < 0) return element("span", "", label);
    const button = element("button", "go", label);
    button.type = "button";
    button.addEventListener("click", () => onGo(at));
    return button;
  }

  function facts(list) {
    const made = element("dl", "");
    for (const [term, text] of list) made.append(element("dt", "", term), element("dd", "", text));
    return made;
  }

  function cite(at) {
    const source = data.sources[at];
    const made = element("p", "small");
    if (!source) return made;
    made.append(element("cite", "", source.publisher));
    if (source.title) {
      made.append(", ");
      if (/^https?:\/\//i.test(source.url)) {
        const link = element("a", "", source.title);
        link.href = source.url;
        link.rel = "noopener noreferrer";
        made.append(link);
      } else {
        made.append(source.title);
      }
    }
    if (source.published) made.append(`, ${source.published}`);
    return made;
  }

  function showReport(report) {
    return element(
      "li", "report",
      element("p", "", report.voice, " ", element("span", report.firm ? "small" : "stance", `· ${report.stance}`)),
      cite(report.source),
      report.quote ? element("blockquote", "", report.quote) : null,
      element("p", "small", report.where),
      report.values.length ? facts(report.values) : null
    );
  }

  function showClaim(claim) {
    const notes = element("ul", "notes");
    for (const note of claim.notes) notes.append(element("li", "", note));
    return element(
      "li", "report",
      element("p", "", `${claim.what}. ${claim.head}.`),
      claim.source >= 0 ? cite(claim.source) : null,
      claim.quote ? element("blockquote", "", claim.quote) : null,
      claim.where ? element("p", "small", claim.where) : null,
      claim.notes.length ? notes : null
    );
  }

  function showPairs(title, pairs, end) {
    if (!pairs.length) return [];
    const list = element("ul", "");
    for (const pair of pairs) {
      const other = end === "from" ? go(pair.from, pair.fromLabel) : go(pair.to, pair.toLabel);
      const claims = element("ul", "notes");
      claims.append(...pair.claims.map(showClaim));
      const lag = pair.lag ? element("span", "small", ` ${end === "from" ? "This came " : ""}${pair.lag}`) : null;
      list.append(element("li", "", element("p", "", other, lag), claims));
    }
    return [element("h4", "", title), list];
  }

  /* One button to the firmest trigger and one to the first response. */
  function steps(at) {
    const made = element("p", "steps");
    const answers = data.pairs.filter((pair) => ANSWERS.includes(pair.sort));
    for (const [end, other, name] of [["to", "from", "← Trigger"], ["from", "to", "Response →"]]) {
      const pair = answers.filter((each) => each[end] === at && each[other] >= 0).sort((a, b) => ANSWERS.indexOf(a.sort) - ANSWERS.indexOf(b.sort))[0];
      if (!pair) continue;
      const button = go(pair[other], pair.sort === "inferred" ? `${name} (inferred)` : name);
      button.className = "step";
      button.title = pair[`${other}Label`];
      made.append(button);
    }
    return made.childElementCount ? made : null;
  }

  function showAction(at) {
    const action = data.actions[at];
    const head = [element("h3", "", action.label), action.answer ? element("p", "answer", action.answer) : null];
    if (!action.evidence) return head; // it is still being unpacked
    const { facts: known, reports: told, differ, reasons } = action.evidence;
    const pairs = (sort, end) => data.pairs.filter((pair) => pair.sort === sort && pair[end] === at);
    const reports = element("ul", "");
    reports.append(...told.map(showReport));
    const plural = told.length === 1 ? "" : "s";
    return [
      ...head,
      steps(at),
      facts(known),
      ...data.headings.flatMap(([sort, heading]) => showPairs(heading, pairs(sort, "to"), "from")),
      ...data.headings.flatMap(([sort, , heading]) => showPairs(heading, pairs(sort, "from"), "to")),
      ...(differ.length ? [element("h4", "", "Where accounts differ"), facts(differ)] : []),
      ...(reasons.length ? [element("h4", "", "Reasons given"), facts(reasons)] : []),
      element("h4", "", `${told.length} report${plural}`),
      told.length ? reports : element("p", "small", "No source reports this action."),
    ];
  }

  function show(state) {
    if (state.action < 0) {
      body.replaceChildren();
      return;
    }
    const close = element("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", onClose);
    body.replaceChildren(close, ...showAction(state.action).filter((part) => part !== null));
    body.parentElement.scrollTop = 0;
  }

  return { show };
}
