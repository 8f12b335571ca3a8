// Of every page: the reader's display choices, "/" for the search box, folded parts opened on paper. Pages are complete
// without it. Loaded in <head> and not deferred, so that chosen colours and letters stand before the first paint;
// controls stand hidden in the page until this script has wired them.
"use strict";

(() => {
  const root = document.documentElement;
  const STORE = "bantin-display";
  // Each becomes an attribute of <html>; every other value means the usual look.
  const CHOICES = { size: ["1", "2", "3"], scheme: ["light", "dark"], contrast: ["more"], keys: ["off"] };

  const one = (selector) => document.querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // Display

  /** Browsers may refuse the storage, and what lies in it may be from another version. */
  function stored() {
    try {
      return JSON.parse(localStorage.getItem(STORE)) || {};
    } catch (refused) {
      return {};
    }
  }

  let chosen = stored();

  function applyChoices() {
    for (const name of Object.keys(CHOICES)) {
      if (CHOICES[name].includes(chosen[name])) {
        root.setAttribute(`data-${name}`, chosen[name]);
      } else {
        root.removeAttribute(`data-${name}`);
      }
    }
    for (const input of all(".display input")) {
      input.checked = input.value === (root.getAttribute(`data-${input.name}`) || "");
    }
  }

  function choose(name, value) {
    chosen = Object.assign({}, chosen, { [name]: value });
    try {
      localStorage.setItem(STORE, JSON.stringify(chosen));
    } catch (refused) {
      // The choice holds for this page, which is better than none.
    }
    applyChoices();
  }

  /** Another tab chose something, or this page comes back from the browser's memory. */
  function readAgain() {
    chosen = stored();
    applyChoices();
  }

  function wireDisplay(box) {
    const close = () => { box.open = false; };
    box.addEventListener("change", (event) => choose(event.target.name, event.target.value));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && box.open) {
        close();
        one(".display summary").focus();
      }
    });
    // The open panel lies over the page: it must not cover what has the focus.
    box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && close());
    document.addEventListener("click", (event) => box.contains(event.target) || close());
    box.hidden = false;
  }

  // "/" leads to the search box from anywhere; readers who speak to their device may turn it off.

  function searchKey(event) {
    const box = one("#tu-khoa") || one("#q");
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping || !box || chosen.keys === "off") return;
    event.preventDefault();
    box.focus();
    box.select();
  }

  // Print: what is folded in is opened for the paper only.

  let unfolded = [];

  function unfold() {
    const folded = all("main details:not([open])");
    folded.forEach((details) => { details.open = true; });
    unfolded = unfolded.concat(folded);
  }

  function fold() {
    unfolded.forEach((details) => { details.open = false; });
    unfolded = [];
  }

  function wire() {
    if (one(".display")) wireDisplay(one(".display"));
    applyChoices();
  }

  applyChoices();
  // The style sheet keeps the place of the tools free from now on, so that nothing moves when they appear.
  root.setAttribute("data-script", "");
  // The search page has an answer instead of its lists when it is opened with a question.
  root.toggleAttribute("data-asked", /^[?#]\??[^#]*=./.test(location.search || location.hash));
  addEventListener("keydown", searchKey);
  addEventListener("storage", readAgain);
  addEventListener("pageshow", (event) => event.persisted && readAgain());
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
  document.addEventListener("DOMContentLoaded", wire);
})();
