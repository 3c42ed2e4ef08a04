// What the charts of the pages for staff have in common: colours, numbers, and staying fresh, in shape and in the right light.
var tillgateCharts = (function () {
  "use strict";

  var REFRESH_MILLIS = 60000;

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function numbers(list) {
    return list.map(function (text) {
      return text === null ? null : Number(text);
    });
  }

  function lines() {
    return { stroke: css("--till-line"), width: 1 };
  }

  // All times on these pages are in UTC.
  function utc(seconds, options) {
    return new Intl.DateTimeFormat("en-GB", Object.assign({ timeZone: "UTC" }, options)).format(new Date(seconds * 1000));
  }

  function utcDate(seconds) {
    return uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC");
  }

  function say(box, text) {
    var note = document.createElement("p");
    note.className = "nothing";
    note.setAttribute("role", "status");
    note.textContent = text;
    box.replaceChildren(note);
  }

  // Asks for the data now and each minute that somebody looks; a failure is told and tried again.
  function keepFresh(url, take, fail) {
    function refresh() {
      return fetch(url, { headers: { Accept: "application/json" } })
        .then(function (response) {
          if (!response.ok) {
            throw new Error("status " + response.status);
          }
          return response.json();
        })
        .then(take)
        .catch(fail);
    }
    refresh();
    setInterval(function () {
      if (!document.hidden) {
        refresh();
      }
    }, REFRESH_MILLIS);
  }

  // The size of the box changes with the window, the colours with the time of the day.
  function keepInShape(box, resize, redraw) {
    new ResizeObserver(resize).observe(box);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  }

  return {
    css: css,
    numbers: numbers,
    lines: lines,
    utc: utc,
    utcDate: utcDate,
    say: say,
    keepFresh: keepFresh,
    keepInShape: keepInShape
  };
})();
