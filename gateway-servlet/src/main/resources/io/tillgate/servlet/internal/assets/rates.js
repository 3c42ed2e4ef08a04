// Draws the history of the price: the price that orders got, what each source said, what was cut, what the spread took off.
// Without it the same samples are on the page as a table.
(function () {
  "use strict";

  var charts = tillgateCharts;
  var css = charts.css;
  var numbers = charts.numbers;
  var time = charts.utc;
  var HEIGHT = 360;
  var box = document.getElementById("rate-chart");
  var chart = null;
  var data = null;

  // What may be drawn is what is not null: the rest of a column is left out.
  function only(values, keep) {
    return values.map(function (value, i) {
      return keep(i) ? value : null;
    });
  }

  function extreme(columns, choose) {
    return columns[0].map(function (_, row) {
      var known = columns
        .map(function (column) {
          return column[row];
        })
        .filter(function (value) {
          return value !== null;
        });
      return known.length === 0 ? null : choose.apply(null, known);
    });
  }

  function money(value) {
    return value === null || value === undefined
      ? "–"
      : new Intl.NumberFormat("en", { style: "currency", currency: box.dataset.currency }).format(value);
  }

  function ticks(u, splits, axis, space, step) {
    var DAY = 86400;
    return splits.map(function (at) {
      var isDay = step >= DAY || at % DAY === 0;
      return time(at, isDay ? { day: "numeric", month: "short" } : { hour: "2-digit", minute: "2-digit" });
    });
  }

  function cross(u, series, i) {
    var size = 3.5 * devicePixelRatio;
    var x = u.valToPos(u.data[0][i], "x", true);
    var y = u.valToPos(u.data[series][i], "y", true);
    u.ctx.moveTo(x - size, y - size);
    u.ctx.lineTo(x + size, y + size);
    u.ctx.moveTo(x - size, y + size);
    u.ctx.lineTo(x + size, y - size);
  }

  function crosses(colour) {
    return function (u, series, from, to) {
      u.ctx.save();
      u.ctx.beginPath();
      u.ctx.strokeStyle = colour;
      u.ctx.lineWidth = 1.5 * devicePixelRatio;
      for (var i = from; i <= to; i++) {
        if (u.data[series][i] !== null) {
          cross(u, series, i);
        }
      }
      u.ctx.stroke();
      u.ctx.restore();
      return null;
    };
  }

  function draw(told) {
    var columns = [];
    var series = [];
    var bands = [];
    var add = function (values, options) {
      columns.push(values);
      series.push(
        Object.assign({ value: function (u, value) { return money(value); }, points: { show: false }, spanGaps: false }, options)
      );
      return columns.length;
    };
    var rows = told.at.map(function (at) {
      return Date.parse(at) / 1000;
    });
    var used = told.sources.map(function (source) {
      return function (i) {
        return source.cut_reason[i] === null;
      };
    });

    if (told.sources.length > 0) {
      var bids = told.sources.map(function (source, s) { return only(numbers(source.bid), used[s]); });
      var asks = told.sources.map(function (source, s) { return only(numbers(source.ask), used[s]); });
      var quiet = css("--till-quiet");
      var high = add(extreme(asks, Math.max), { label: "highest ask", stroke: quiet, width: 0.5, dash: [2, 4] });
      var low = add(extreme(bids, Math.min), { label: "lowest bid", stroke: quiet, width: 0.5, dash: [2, 4] });
      bands.push({ series: [high, low], fill: css("--till-band") });
    }
    told.sources.forEach(function (source, s) {
      var colour = css("--till-source-" + ((s % 6) + 1));
      var bid = numbers(source.bid);
      add(only(bid, used[s]), { label: source.source, stroke: colour, width: 1 });
      if (!source.cut_reason.every(function (reason) { return reason === null; })) {
        add(
          only(bid, function (i) { return !used[s](i); }),
          {
            label: source.source + " cut",
            stroke: colour,
            paths: crosses(colour),
            value: function (u, value, index, row) {
              return row === null || value === null ? "–" : money(value) + " (" + source.cut_reason[row] + ")";
            }
          }
        );
      }
    });
    var median = add(numbers(told.median), { label: "before the spread", stroke: css("--till-good"), width: 1, dash: [6, 4] });
    var price = add(numbers(told.price), { label: "price", stroke: css("--till-pay"), width: 2.5 });
    bands.push({ series: [median, price], fill: css("--till-spread") });

    if (chart) {
      chart.destroy();
    }
    box.textContent = "";
    var axis = { stroke: css("--till-quiet"), grid: charts.lines(), ticks: charts.lines() };
    chart = new uPlot(
      {
        width: Math.max(240, box.clientWidth),
        height: Math.min(HEIGHT, Math.max(220, box.clientWidth * 0.6)),
        tzDate: charts.utcDate,
        series: [
          {
            label: "UTC",
            value: function (u, at) {
              return at === null ? "–" : time(at, { dateStyle: "medium", timeStyle: "short" });
            }
          }
        ].concat(series),
        bands: bands,
        axes: [Object.assign({ values: ticks }, axis), Object.assign({ size: 72, values: function (u, splits) {
          return splits.map(function (tick) { return new Intl.NumberFormat("en").format(tick); });
        } }, axis)],
        cursor: { points: { size: 7 } },
        legend: { live: true }
      },
      [rows].concat(columns),
      box
    );
  }

  function say(text) {
    if (!chart) {
      charts.say(box, text);
    }
  }

  if (!box) {
    return;
  }
  charts.keepFresh(
    box.dataset.history,
    function (told) {
      data = told;
      if (told.at.length === 0) {
        say("No sample in this time yet: the price is sampled once a minute.");
      } else {
        draw(told);
      }
    },
    function () {
      say("The history could not be read. It is tried again within a minute.");
    }
  );
  charts.keepInShape(
    box,
    function () {
      if (chart && box.clientWidth !== chart.width) {
        chart.setSize({ width: Math.max(240, box.clientWidth), height: chart.height });
      }
    },
    function () {
      if (data && data.at.length > 0) {
        draw(data);
      }
    }
  );
})();
