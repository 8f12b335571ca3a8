// Live reload of the preview server. It never reaches the published site: the server adds it to the pages it sends.
(function () {
  "use strict";
  var EVENTS = "/_bantin/events";
  var STYLES = "/_bantin/live.css";
  var SCROLL = "bantin-scroll";
  var RETRY_MS = 2000;

  var script = document.currentScript;
  var build = script && script.getAttribute("data-build");
  var source = null;
  var overlay = null;
  var dismissed = null;

  // Storage throws where the reader has forbidden it; a lost scroll position is then all that is lost.
  function remember(value) {
    try {
      if (value) sessionStorage.setItem(SCROLL, JSON.stringify(value));
      else {
        var kept = JSON.parse(sessionStorage.getItem(SCROLL) || "null");
        sessionStorage.removeItem(SCROLL);
        return kept;
      }
    } catch (error) {
      /* nothing to restore */
    }
    return null;
  }

  function reload() {
    disconnect();
    remember({ path: location.pathname, x: window.scrollX, y: window.scrollY });
    location.reload();
  }

  function restyle() {
    var links = document.querySelectorAll('link[rel~="stylesheet"]');
    Array.prototype.forEach.call(links, function (old) {
      var url = new URL(old.href, location.href);
      if (url.origin !== location.origin || url.pathname === STYLES) return;
      url.searchParams.set("bantin", build);
      var link = old.cloneNode();
      link.href = url.href;
      // The old sheet goes only when the new one is there, so that the page never stands bare.
      link.onload = link.onerror = function () {
        old.remove();
      };
      old.after(link);
    });
  }

  function hide() {
    if (!overlay) return;
    var old = overlay;
    overlay = null;
    if (old.open) old.close();
    old.remove();
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function show(report, isRepeated) {
    if (!report) {
      dismissed = null;
      hide();
      return;
    }
    if (isRepeated && (dismissed === report.text || (overlay && overlay.dataset.text === report.text))) return;
    hide();
    if (!document.querySelector('link[href="' + STYLES + '"]')) {
      var styles = element("link", "");
      styles.rel = "stylesheet";
      styles.href = STYLES;
      document.head.append(styles);
    }
    var dialog = element("dialog", "bantin-report");
    var title = element("h2", "bantin-report-title", report.title);
    var note = element("p", "bantin-report-note", report.note);
    var text = element("pre", "bantin-report-text", report.text);
    var close = element("button", "bantin-report-close", report.close);
    title.id = "bantin-report-title";
    note.id = "bantin-report-note";
    text.tabIndex = 0;
    close.type = "button";
    close.autofocus = true;
    close.addEventListener("click", function () {
      dialog.close();
    });
    dialog.lang = report.lang;
    dialog.dataset.text = report.text;
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.setAttribute("aria-describedby", note.id);
    dialog.append(title, note, text, close);
    // The Esc key closes a modal dialog by itself; both ways end here.
    dialog.addEventListener("close", function () {
      if (overlay === dialog) {
        dismissed = report.text;
        overlay = null;
        dialog.remove();
      }
    });
    document.body.append(dialog);
    overlay = dialog;
    dialog.showModal();
  }

  function disconnect() {
    if (source) source.close();
    source = null;
  }

  function connect() {
    // A browser allows six connections to a server, and every tab would hold one: hidden tabs give theirs back.
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource(EVENTS);
    function on(name, act) {
      source.addEventListener(name, function (event) {
        act(JSON.parse(event.data));
      });
    }
    on("state", function (state) {
      if (build && state.build !== build) reload();
      else show(state.report, true);
    });
    on("reload", reload);
    on("style", function (state) {
      build = state.build;
      restyle();
      show(state.report, true);
    });
    on("report", function (state) {
      build = state.build;
      show(state.report, false);
    });
    source.onerror = function () {
      // Most failures are retried by the browser; after the others it gives up, and a restarted server is missed.
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        setTimeout(connect, RETRY_MS);
      }
    };
  }

  var kept = remember(null);
  if (kept && kept.path === location.pathname) window.scrollTo(kept.x, kept.y);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") disconnect();
    else connect();
  });
  window.addEventListener("pagehide", disconnect);
  window.addEventListener("pageshow", connect);
  connect();
})();
