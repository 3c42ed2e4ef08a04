// Keeps the page of an order true: shows a new state when the server has one, counts the time down, copies.
// Without it the page asks again every 15 seconds by itself, and everything on it can be selected and followed.
(function () {
  "use strict";

  var POLL_MILLIS = 10000;
  // A proxy that holds events back looks like a stream on which nothing happens.
  var FIRST_EVENT_MILLIS = 5000;
  // Even on a stream that seems well, the page is compared with the server now and then.
  var COMPARE_MILLIS = 60000;
  var COPIED_MILLIS = 2000;

  var source = null;
  var poll = null;
  var compare = null;
  var countdown = null;
  var headline = null;

  function order() {
    return document.getElementById("order");
  }

  // What to tell people who do not see the page: the new state, once, and never the time.
  function say(text) {
    var said = document.getElementById("said");
    if (said) {
      said.textContent = text;
    }
  }

  function summary(main) {
    var state = main.querySelector(".state");
    return state ? state.textContent.replace(/\s+/g, " ").trim() : "";
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
        if (fresh) {
          show(fresh, next.title);
        }
      })
      .catch(function () {
        // The next event or the next poll brings it.
        interrupted(true);
      });
  }

  function show(fresh, title) {
    // Whoever is at a button or a link stays there.
    var focused = document.activeElement && document.activeElement.id;
    document.title = title;
    order().replaceWith(fresh);
    prepare();
    var again = focused && document.getElementById(focused);
    if (again) {
      again.focus({ preventScroll: true });
    }
    var now = summary(fresh);
    if (now !== headline) {
      headline = now;
      say(now);
    }
    if (!fresh.dataset.events) {
      stop();
    }
  }

  function interrupted(isSo) {
    var hint = order().querySelector(".interrupted");
    if (hint) {
      hint.hidden = !isSo;
    }
  }

  function stop() {
    if (source) {
      source.close();
      source = null;
    }
    clearInterval(compare);
    stopPolling();
  }

  function startPolling() {
    if (!poll) {
      poll = setInterval(refresh, POLL_MILLIS);
    }
  }

  function stopPolling() {
    clearInterval(poll);
    poll = null;
  }

  function listen(url) {
    var shown = null;
    var silent = setTimeout(startPolling, FIRST_EVENT_MILLIS);
    source = new EventSource(url);
    source.addEventListener("order", function (event) {
      clearTimeout(silent);
      stopPolling();
      // The first event tells what this page shows already, unless something changed meanwhile.
      if (shown !== event.data) {
        shown = event.data;
        refresh();
      }
    });
    source.onerror = function () {
      // The browser connects again by itself, or gives up: either way somebody asks until events come.
      startPolling();
    };
  }

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  function clockText(left) {
    var minutes = Math.floor(left / 60);
    var hours = Math.floor(minutes / 60);
    return (hours > 0 ? hours + ":" + two(minutes % 60) : minutes) + ":" + two(left % 60);
  }

  function startCountdown() {
    clearInterval(countdown);
    var shown = order().querySelector("[data-seconds]");
    if (!shown) {
      return;
    }
    var bar = order().querySelector(".time-left progress");
    // The server says how much is left: a wrong clock of the device does not matter.
    var end = performance.now() + Number(shown.dataset.seconds) * 1000;
    var tick = function () {
      var left = Math.max(0, Math.round((end - performance.now()) / 1000));
      shown.textContent = clockText(left);
      if (bar) {
        bar.value = left;
      }
      if (left === 0) {
        clearInterval(countdown);
        setTimeout(refresh, 1500);
      }
    };
    tick();
    countdown = setInterval(tick, 1000);
  }

  // The end in the time zone of whoever reads it.
  function showLocalTime() {
    var box = order().querySelector(".until");
    var time = box && box.querySelector("time");
    var at = time && new Date(time.dateTime);
    if (at && !isNaN(at)) {
      var text = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      time.textContent = time.textContent.replace(/\d\d:\d\d UTC/, text);
    }
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text);
    }
    // Where the shop is tried out without TLS.
    var field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copying is not allowed"));
  }

  function onCopy(button) {
    var label = button.textContent;
    if (button.classList.contains("done")) {
      return;
    }
    copy(button.dataset.copy).then(
      function () {
        button.focus({ preventScroll: true });
        button.textContent = button.dataset.copied;
        button.classList.add("done");
        say(button.dataset.copied);
        setTimeout(function () {
          button.textContent = label;
          button.classList.remove("done");
        }, COPIED_MILLIS);
      },
      function () {
        // What can't be copied for people can be copied by them.
        getSelection().selectAllChildren(button.parentNode.querySelector("code"));
      }
    );
  }

  function prepare() {
    startCountdown();
    showLocalTime();
    order()
      .querySelectorAll("button.copy")
      .forEach(function (button) {
        button.hidden = false;
        button.addEventListener("click", function () {
          onCopy(button);
        });
      });
  }

  if (!order()) {
    return;
  }
  headline = summary(order());
  prepare();
  var url = order().dataset.events;
  if (url) {
    if (window.EventSource) {
      listen(url);
      compare = setInterval(refresh, COMPARE_MILLIS);
    } else {
      startPolling();
    }
    // A phone that slept, or a page that came back from history, may have missed anything.
    var wake = function () {
      if (document.visibilityState === "visible" && order().dataset.events) {
        refresh();
      }
    };
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) {
        wake();
      }
    });
  }
})();
