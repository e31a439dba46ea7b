"use strict";

/* With the server: check what was reviewed, and save it. Offline: take the corrected file away. */

const WAIT = 500; // ms after the last change before it is checked

function createTalk(file, state, { say, saved }) {
  let waiting = 0;
  let asked = 0;
  let taken = ""; // the text that was downloaded last

  async function post(name, proposal) {
    const { order, ...body } = proposal;
    const response = await fetch(name, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    return answer;
  }
  const reason = (error) => (error instanceof TypeError ? "kg review does not answer; start it again, and load its new address" : error.message);

  async function check() {
    if (!file.served) return;
    asked += 1;
    const mine = asked;
    const proposal = state.makeProposal();
    try {
      const { findings } = await post("check", proposal);
      if (mine === asked) state.setFindings(findings, proposal.order); // an older answer is about an older text
    } catch (error) {
      if (mine === asked) say(reason(error), true);
    }
  }
  function checkSoon() {
    if (!file.served) return;
    clearTimeout(waiting);
    waiting = setTimeout(check, WAIT);
  }

  function download() {
    const link = document.createElement("a");
    taken = state.newText();
    const text = (file.bom ? "\ufeff" : "") + taken;
    link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    say(`${file.name} is with your downloads. Put it in place of ${file.file}, and run kg check.`);
  }

  async function save() {
    if (!file.served) return download();
    if (!state.countChanges()) return say("There is nothing to save.");
    clearTimeout(waiting);
    asked += 1;
    say("Saving …");
    try {
      saved(await post("save", state.makeProposal()));
    } catch (error) {
      say(reason(error), true);
    }
    return undefined;
  }

  return { check, checkSoon, save, isTaken: () => taken === state.newText(), stop: () => { clearTimeout(waiting); asked += 1; } };
}
