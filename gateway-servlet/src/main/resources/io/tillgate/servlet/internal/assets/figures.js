// Draws the figures of days. Without it the same figures are on the page as tables.
(function () {
  "use strict";

  var charts = tillgateCharts;
  var css = charts.css;
  var numbers = charts.numbers;
  // A day has no time: it stands for itself at UTC midnight, whatever zone it was counted in.
  var date = charts.utc;
  var DAY_SECONDS = 86400;
  var root = document.getElementById("figures");
  var drawn = [];
  var data = null;

  function grouped(value, options) {
    return value === null || value === undefined ? "–" : new Intl.NumberFormat("en", options).format(value);
  }

  function wait(seconds) {
    if (seconds === null || seconds === undefined) {
      return "–";
    }
    if (seconds < 60) {
      return Math.round(seconds) + " s";
    }
    return seconds < 3600 ? Math.round(seconds / 6) / 10 + " min" : Math.round(seconds / 360) / 10 + " h";
  }

  function bars(align) {
    return uPlot.paths.bars({ size: [0.75, 48], align: align || 0 });
  }

  function axis(format, scale, side) {
    return {
      scale: scale || "y",
      side: side === undefined ? 3 : side,
      size: 74,
      stroke: css("--till-quiet"),
      grid: Object.assign({ show: side === undefined }, charts.lines()),
      ticks: charts.lines(),
      values: function (u, splits) {
        return splits.map(function (tick) {
          return tick === null ? "" : format(tick);
        });
      }
    };
  }

  function line(label, colour, format, more) {
    return Object.assign(
      { label: label, stroke: colour, width: 1.75, points: { size: 5, fill: colour }, value: function (u, value) { return format(value); } },
      more
    );
  }

  function bar(label, colour, format, more) {
    return line(label, colour, format, Object.assign({ fill: colour, width: 0, paths: bars(), points: { show: false } }, more));
  }

  function takings(told) {
    var series = [];
    var columns = [];
    var axes = [];
    var scales = {};
    var colours = ["--till-pay", "--till-source-1", "--till-source-2", "--till-source-3", "--till-source-4"];
    var add = function (currency, values, isBar) {
      var scale = "in " + currency;
      var digits = currency === "BTC" ? { maximumFractionDigits: 8 } : { style: "currency", currency: currency };
      var format = function (value) { return grouped(value, digits); };
      var colour = css(colours[series.length % colours.length]);
      var label = isBar ? "received in " + currency : "priced in " + currency;
      columns.push(numbers(values));
      // Lines of many currencies would hide each other: the first one is shown, the others by a click in the legend.
      series.push((isBar ? bar : line)(label, colour, format, { scale: scale, show: isBar || axes.length < 2 }));
      scales[scale] = { range: function (u, low, high) { return [Math.min(0, low), high > 0 ? high * 1.08 : 1]; } };
      // Two axes are as many as one can read; the values of the others are in the legend.
      if (axes.length < 2) {
        axes.push(axis(function (value) { return grouped(value, { maximumFractionDigits: 8, notation: "compact" }); }, scale, axes.length === 0 ? undefined : 1));
      }
    };
    Object.keys(told.received).forEach(function (currency) { add(currency, told.received[currency], true); });
    Object.keys(told.at_quote).forEach(function (currency) { add(currency, told.at_quote[currency], false); });
    return { series: series, columns: columns, axes: axes, scales: scales };
  }

  function fromZero(u, low, high) {
    return [0, high > 0 ? high * 1.08 : 1];
  }

  function counts() {
    return Object.assign(axis(grouped), { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7] });
  }

  function orders(told) {
    // Each in front of the one that it is a part of.
    return {
      series: [
        bar("opened", css("--till-line"), grouped),
        bar("money was seen", css("--till-source-1"), grouped),
        bar("paid", css("--till-good"), grouped)
      ],
      columns: [told.opened, told.seen, told.paid],
      axes: [counts()],
      scales: { y: { range: fromZero } }
    };
  }

  function confirmation(told) {
    return {
      series: [
        line("half within", css("--till-good"), wait),
        line("9 of 10 within", css("--till-pay"), wait),
        line("99 of 100 within", css("--till-source-1"), wait, { dash: [4, 4] })
      ],
      columns: [told.half_s, told.most_s, told.slowest_s],
      axes: [Object.assign(axis(wait), { incrs: [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400, 604800] })],
      scales: { y: { range: fromZero } }
    };
  }

  function exceptions(told) {
    var kinds = Object.keys(told.exceptions);
    var sum = told.day.map(function () { return 0; });
    var series = [];
    var columns = [];
    // On top of each other: what is drawn is the sum so far, what is told is its own.
    kinds.forEach(function (kind, k) {
      var own = told.exceptions[kind];
      sum = sum.map(function (before, i) { return before + own[i]; });
      columns.unshift(sum);
      series.unshift(bar(kind, css("--till-source-" + ((k % 6) + 1)), grouped, {
        value: function (u, value, index, row) { return row === null ? "–" : grouped(own[row]); }
      }));
    });
    return { series: series, columns: columns, axes: [counts()], scales: { y: { range: fromZero } } };
  }

  var KINDS = { takings: takings, orders: orders, confirmation: confirmation, exceptions: exceptions };

  function width(box) {
    return Math.max(220, box.clientWidth);
  }

  function draw(box) {
    var parts = KINDS[box.dataset.chart](data);
    box.textContent = "";
    var empty = parts.columns.every(function (column) {
      return column.every(function (value) { return value === null || value === 0; });
    });
    if (empty) {
      charts.say(box, "Nothing in this time.");
      return;
    }
    var days = data.day.map(function (day) { return Date.parse(day + "T00:00:00Z") / 1000; });
    var chart = new uPlot(
      {
        width: width(box),
        height: 240,
        tzDate: charts.utcDate,
        scales: Object.assign({ x: { range: function (u, low, high) { return [low - DAY_SECONDS / 2, high + DAY_SECONDS / 2]; } } }, parts.scales),
        series: [{ label: "Day", value: function (u, at) { return at === null ? "–" : date(at, { dateStyle: "medium" }); } }].concat(parts.series),
        axes: [
          {
            stroke: css("--till-quiet"),
            grid: { show: false },
            ticks: charts.lines(),
            space: 70,
            incrs: [1, 2, 7, 14, 30, 61, 91, 182, 365].map(function (count) { return count * DAY_SECONDS; }),
            values: function (u, splits, a, space, step) {
              return splits.map(function (at) {
                return date(at, step >= 30 * DAY_SECONDS ? { month: "short", year: "2-digit" } : { day: "numeric", month: "short" });
              });
            }
          }
        ].concat(parts.axes),
        cursor: { points: { size: 7 }, y: false },
        legend: { live: true }
      },
      [days].concat(parts.columns),
      box
    );
    drawn.push({ box: box, plot: chart });
  }

  function drawAll() {
    drawn.forEach(function (one) { one.plot.destroy(); });
    drawn = [];
    root.querySelectorAll("[data-chart]").forEach(draw);
  }

  if (!root) {
    return;
  }
  charts.keepFresh(
    root.dataset.days,
    function (told) {
      var same = JSON.stringify(told) === JSON.stringify(data);
      data = told;
      if (!same) {
        drawAll();
      }
    },
    function () {
      if (drawn.length === 0) {
        charts.say(root.querySelector("[data-chart]"), "The figures could not be read. They are tried again within a minute.");
      }
    }
  );
  charts.keepInShape(
    root,
    function () {
      drawn.forEach(function (one) {
        if (width(one.box) !== one.plot.width) {
          one.plot.setSize({ width: width(one.box), height: one.plot.height });
        }
      });
    },
    function () {
      if (data) {
        drawAll();
      }
    }
  );
})();
