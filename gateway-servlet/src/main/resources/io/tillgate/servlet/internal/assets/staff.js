// Shows times in the reader's own zone, with UTC in the title, and keeps the inbox fresh. Every page is whole without it.
(function () {
  "use strict";

  var REFRESH_MILLIS = 30000;
  var format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

  function localise(root) {
    root.querySelectorAll("time[datetime]:not(.ago)").forEach(function (shown) {
      var at = new Date(shown.dateTime);
      if (!Number.isNaN(at.getTime())) {
        shown.title = shown.title || shown.textContent;
        shown.textContent = format.format(at);
      }
    });
  }

  // What somebody is using stays where it is: it comes with the next look.
  function isInUse(part) {
    return part.contains(document.activeElement) || part.querySelector("details[open]") !== null;
  }

  function refresh(part) {
    if (document.hidden || isInUse(part)) {
      return;
    }
    fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" })
      .then(function (response) {
        return response.ok ? response.text() : Promise.reject(new Error("status " + response.status));
      })
      .then(function (html) {
        var fresh = new DOMParser().parseFromString(html, "text/html").getElementById(part.id);
        if (fresh && !isInUse(part)) {
          localise(fresh);
          part.replaceChildren.apply(part, Array.from(fresh.childNodes));
        }
      })
      .catch(function () {
        // The next look brings it.
      });
  }

  localise(document.getElementById("content") || document);

  var part = document.querySelector("[data-refresh]");
  if (part) {
    setInterval(refresh, REFRESH_MILLIS, part);
    document.addEventListener("visibilitychange", function () {
      refresh(part);
    });
  }
})();
