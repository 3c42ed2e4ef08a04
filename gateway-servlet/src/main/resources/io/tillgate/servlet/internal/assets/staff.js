// Shows times in the reader's own zone, with UTC in the title, and says when htmx may bring a part of the page anew. Every page is
// whole without it.
(function () {
  "use strict";

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
    var selection = document.getSelection();
    return (
      part.contains(document.activeElement) ||
      part.querySelector("details[open]") !== null ||
      (!selection.isCollapsed && selection.containsNode(part, true))
    );
  }

  function scrolled(part) {
    return Array.from(part.querySelectorAll(".overflow-auto"));
  }

  localise(document.getElementById("content") || document);

  // On a phone the navigation is wider than the screen.
  var here = document.querySelector(".bar nav a[aria-current]");
  if (here) {
    here.closest("nav").scrollLeft = here.offsetLeft - here.closest("nav").clientWidth / 2;
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    if (document.hidden || isInUse(event.detail.target)) {
      event.preventDefault();
    }
  });

  document.addEventListener("htmx:beforeSwap", function (event) {
    var part = event.detail.target;
    // A page that does not hold the part, such as one to sign in at, takes the place of nothing.
    if (isInUse(part) || !event.detail.serverResponse.includes('id="' + part.id + '"')) {
      event.detail.shouldSwap = false;
      return;
    }
    var lefts = scrolled(part).map(function (table) {
      return table.scrollLeft;
    });
    document.addEventListener(
      "htmx:afterSwap",
      function () {
        var fresh = document.getElementById(part.id);
        localise(fresh);
        scrolled(fresh).forEach(function (table, i) {
          table.scrollLeft = lefts[i] || 0;
        });
      },
      { once: true },
    );
  });
})();
