// Tools of pages that are read from top to bottom: reading aloud, print, copy, share, the gallery in large. Pages are
// complete without them; controls stand hidden in the page until this script has wired them.
"use strict";

(() => {
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const tool = (name) => one(`[data-tool="${name}"]`);

  // Reading aloud

  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, caption, figcaption";
  const SILENT = "nav, td, th, pre, svg, .contents, .footnotes, .footnote-ref, .unseen, [aria-hidden], [hidden]";

  /** Sentences: Chrome falls silent in the middle of a long text. A no-break space ("TP. Cao Lãnh") ends none. */
  function sentences(text) {
    const lines = text.replace(/[ \t\n]+/g, " ").replace(/([.!?…;]["”)]?) /g, "$1\n").split("\n");
    const short = lines.map((line) => line.match(/.{1,199}(?:\s|$)|.{1,199}/g) || []);
    return [].concat(...short).filter((line) => /[\p{L}\d]/u.test(line));
  }

  /** What must be known first, title, summary and article, each sentence with the block that it stands in. Of tables only the caption. */
  function passages() {
    const blocks = [];
    for (const part of all("main > .notice, main > h1, main > .lead, main > .prose")) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        const block = parent.closest(SILENT) ? null : parent.closest(BLOCKS);
        const last = blocks[blocks.length - 1];
        if (block && last && last.block === block) {
          last.text += walker.currentNode.data;
        } else if (block) {
          blocks.push({ block, text: walker.currentNode.data });
        }
      }
    }
    return [].concat(...blocks.map(({ block, text }) => sentences(text).map((line) => ({ block, text: line }))));
  }

  function wireListening(listen, stop) {
    const synthesis = window.speechSynthesis;
    const label = listen.textContent;
    let voice, queue, place, turn = 0, state = "idle";
    // A browser may forget an utterance that nobody holds, and never say that it has ended.
    let utterance;

    function show(next, words) {
      state = next;
      listen.textContent = words;
      stop.hidden = next === "idle";
      all(".reading").forEach((block) => block.classList.remove("reading"));
      if (next !== "idle") queue[place].block.classList.add("reading");
    }

    function silence() {
      turn += 1;
      synthesis.cancel();
    }

    function finish() {
      silence();
      show("idle", label);
    }

    function say() {
      if (place >= queue.length) {
        finish();
        return;
      }
      turn += 1;
      const mine = turn;
      utterance = new SpeechSynthesisUtterance(queue[place].text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.onend = () => { if (mine === turn) { place += 1; say(); } };
      utterance.onerror = () => { if (mine === turn) finish(); };
      show("reading", listen.dataset.pause);
      synthesis.speak(utterance);
    }

    function begin() {
      queue = passages();
      place = 0;
      silence();
      say();
    }

    // The browser's own pause does nothing on many phones; a cancelled sentence is read anew instead.
    function pause() {
      silence();
      show("paused", listen.dataset.resume);
    }

    /** A voice of the page's language; one on the device itself comes first, because it sends the text nowhere. */
    function lookForVoice() {
      const fits = synthesis.getVoices().filter((known) => known.lang.toLowerCase().startsWith(root.lang));
      voice = fits.find((known) => known.localService) || fits[0];
      listen.hidden = !voice;
    }

    listen.addEventListener("click", () => ({ idle: begin, reading: pause, paused: say })[state]());
    stop.addEventListener("click", () => { finish(); listen.focus(); });
    addEventListener("pagehide", () => state !== "idle" && finish());
    synthesis.onvoiceschanged = lookForVoice;
    lookForVoice();
  }

  // Address of the page: from the file system there is none that others could open.

  function address() {
    const canonical = one("link[rel=canonical]");
    return canonical ? canonical.href : location.protocol.startsWith("http") ? location.href.split("#")[0] : "";
  }

  /** Without https there is no clipboard for scripts, but the old way of copying a selection. */
  function copySelection(text) {
    const field = document.createElement("textarea");
    field.className = "unseen";
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }

  function copy(text) {
    const clipboard = navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true) : Promise.reject();
    return clipboard.catch(() => copySelection(text));
  }

  function wireSharing(copyButton, shareButton) {
    const url = address();
    copyButton.hidden = !url;
    copyButton.addEventListener("click", () => copy(url).then((copied) => {
      tool("status").textContent = copied ? copyButton.dataset.done : copyButton.dataset.failed;
      copyButton.focus();
    }));
    shareButton.hidden = !(url && navigator.share);
    // A reader who changes their mind is no failure.
    shareButton.addEventListener("click", () => navigator.share({ title: document.title, url }).catch(() => {}));
  }

  function wirePageTools(box) {
    tool("print").addEventListener("click", () => print());
    wireSharing(tool("copy"), tool("share"));
    if (tool("listen") && window.speechSynthesis) wireListening(tool("listen"), tool("stop"));
    box.hidden = false;
  }

  // Gallery: its pictures are plain links to the files; here they open in a dialog over the page.

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function wireGallery(gallery) {
    const links = all("a", gallery);
    const words = gallery.dataset;
    const image = element("img");
    const caption = element("figcaption");
    const number = element("span");
    number.setAttribute("role", "status");
    let current = 0;

    function show(place) {
      current = (place + links.length) % links.length;
      const link = links[current];
      const text = link.parentElement.querySelector("figcaption");
      const small = link.querySelector("img");
      // The original may have many megabytes; of its smaller sizes the browser takes the one that fills the dialog.
      for (const name of ["srcset", "width", "height"]) {
        if (small.hasAttribute(name)) image.setAttribute(name, small.getAttribute(name));
        else image.removeAttribute(name);
      }
      image.sizes = "96vw";
      image.src = link.href;
      image.alt = small.alt;
      caption.textContent = "";
      if (text) caption.append(...text.cloneNode(true).childNodes);
      number.textContent = words.number.replace("{n}", current + 1).replace("{total}", links.length);
    }

    const button = (text, click) => element("button", { type: "button", textContent: text, onclick: click });
    const dialog = element("dialog", { className: "viewer" });
    const turns = [button(words.previous, () => show(current - 1)), button(words.next, () => show(current + 1))];
    turns.forEach((turn) => { turn.hidden = links.length < 2; });
    dialog.append(
      element("div", { className: "viewer-bar" }, number, ...turns, button(words.close, () => dialog.close())),
      element("figure", {}, image, caption));
    dialog.setAttribute("aria-label", words.title);
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) show(current + step);
    });
    // Only the ground around the picture is the dialog itself.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => links[current].focus());

    gallery.addEventListener("click", (event) => {
      const place = links.indexOf(event.target.closest("a"));
      if (place < 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      document.body.append(dialog);
      show(place);
      dialog.showModal();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (tool("page")) wirePageTools(tool("page"));
    if (window.HTMLDialogElement) all(".gallery").forEach(wireGallery);
  });
})();
