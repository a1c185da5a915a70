// One key decides: s same, d different, n next, p before, u undo. Buttons and links do the same without this file.
"use strict";
const keys = document.querySelector("[data-keys]");
const wanted = document.getElementById("keys");
if (keys && wanted) {
  keys.hidden = false;
  wanted.checked = localStorage.getItem("summitry-keys") !== "off";
  wanted.addEventListener("change", () => localStorage.setItem("summitry-keys", wanted.checked ? "on" : "off"));
  let done = false;
  document.addEventListener("keydown", (event) => {
    if (done || !wanted.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    done = target instanceof HTMLButtonElement;  // a form is sent once
    target.click();
  });
}
