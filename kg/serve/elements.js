"use strict";

/* Elements with text in them, never markup: what files and articles say stays text. */

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((each) => each !== null && each !== undefined && each !== ""));
  return element;
}

/* `reports` -> report; `carriedOut` -> carried out. */
const NAMES_OF_SECTIONS = { article: "article", cases: "case", actions: "action", reports: "report", links: "link" };
const spell = (code) => String(code).replace(/([a-z])([A-Z])/g, (_, one, other) => `${one} ${other.toLowerCase()}`);
const countOf = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

function cutText(text, most) {
  const flat = [...text.replace(/\s+/g, " ").trim()];
  return flat.length <= most ? flat.join("") : `${flat.slice(0, most - 1).join("").trimEnd()}…`;
}
