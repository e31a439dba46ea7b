"use strict";

/* Fingers: one scrolls the page, two move the picture, a tap chooses. vis-network would take every
   touch for itself, so that nobody gets past a picture on a phone: it is told of none. */

/* move: called with the way that two fingers went together, by which factor they went apart, and
   the place between them; end: when they are lifted; tap: called with the place of a tap. */
function listenToTouch(container, { move, end, tap }) {
  let before = null; // the place between two fingers, and how far apart they were
  let touched = false;

  for (const event of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
    container.addEventListener(event, (pointer) => {
      if (event === "pointerdown") touched = pointer.pointerType === "touch";
      if (pointer.pointerType === "touch") pointer.stopPropagation();
    }, { capture: true });
  }

  function placeOf({ touches: [one, other] }) {
    const { left, top } = container.getBoundingClientRect();
    return {
      x: (one.clientX + other.clientX) / 2 - left,
      y: (one.clientY + other.clientY) / 2 - top,
      apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    };
  }

  function onTouch(event) {
    event.stopPropagation();
    if (event.touches.length !== 2) {
      if (before) end();
      before = null;
      return;
    }
    if (event.cancelable) event.preventDefault(); // or the page would scroll under two fingers too
    const now = placeOf(event);
    if (before) move({ x: now.x - before.x, y: now.y - before.y }, now.apart / Math.max(1, before.apart), now);
    before = now;
  }

  for (const event of ["touchstart", "touchmove", "touchend", "touchcancel"]) {
    container.addEventListener(event, onTouch, { capture: true, passive: false });
  }
  container.addEventListener("click", (event) => {
    if (!touched) return;
    const { left, top } = container.getBoundingClientRect();
    tap({ x: event.clientX - left, y: event.clientY - top });
  });
}
