// Shows times in the reader's own zone; UTC stays in the title. Every page is whole without it.
(function () {
  "use strict";

  var format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

  function localise(root) {
    root.querySelectorAll("main time[datetime]").forEach(function (shown) {
      var at = new Date(shown.dateTime);
      if (!shown.dataset.utc && !Number.isNaN(at.getTime())) {
        shown.dataset.utc = shown.textContent;
        shown.title = shown.title || shown.textContent;
        shown.textContent = format.format(at);
      }
    });
  }

  localise(document);
})();
