// Keeps the page of an order true: shows a new state when the server has one, counts the time down.
// Without it the page asks again every 15 seconds by itself.
(function () {
  "use strict";

  var POLL_MILLIS = 10000;
  var source = null;
  var poll = null;
  var countdown = null;

  function order() {
    return document.getElementById("order");
  }

  // The server renders; this only swaps in what it says now.
  function refresh() {
    return fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" })
      .then(function (response) {
        if (!response.ok) {
          throw new Error("status " + response.status);
        }
        return response.text();
      })
      .then(function (html) {
        var next = new DOMParser().parseFromString(html, "text/html");
        var fresh = next.getElementById("order");
        if (!fresh) {
          return;
        }
        document.title = next.title;
        order().replaceWith(fresh);
        startCountdown();
        if (!fresh.dataset.events) {
          stop();
        }
      })
      .catch(function () {
        // The next event or the next poll brings it.
      });
  }

  function stop() {
    if (source) {
      source.close();
      source = null;
    }
    if (poll) {
      clearInterval(poll);
      poll = null;
    }
  }

  function startPolling() {
    if (!poll) {
      poll = setInterval(refresh, POLL_MILLIS);
    }
  }

  function listen(url) {
    var shown = null;
    source = new EventSource(url);
    source.addEventListener("order", function (event) {
      // The first event tells what this page shows already, unless something changed meanwhile.
      if (shown !== event.data) {
        shown = event.data;
        refresh();
      }
    });
    source.onerror = function () {
      if (source && source.readyState === EventSource.CLOSED) {
        source = null;
        startPolling();
      }
    };
  }

  function startCountdown() {
    clearInterval(countdown);
    var shown = order().querySelector("[data-seconds]");
    if (!shown) {
      return;
    }
    // The server says how much is left: a wrong clock of the browser does not matter.
    var end = performance.now() + Number(shown.dataset.seconds) * 1000;
    var tick = function () {
      var left = Math.max(0, Math.round((end - performance.now()) / 1000));
      var minutes = Math.floor(left / 60);
      var hours = Math.floor(minutes / 60);
      var pad = function (number) {
        return (number < 10 ? "0" : "") + number;
      };
      shown.textContent = (hours > 0 ? hours + ":" + pad(minutes % 60) : minutes) + ":" + pad(left % 60);
      if (left === 0) {
        clearInterval(countdown);
        setTimeout(refresh, 1500);
      }
    };
    tick();
    countdown = setInterval(tick, 1000);
  }

  var url = order() && order().dataset.events;
  if (order()) {
    startCountdown();
  }
  if (url) {
    if (window.EventSource) {
      listen(url);
    } else {
      startPolling();
    }
    // A phone that slept may have missed anything.
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "visible" && order().dataset.events) {
        refresh();
      }
    });
  }
})();
