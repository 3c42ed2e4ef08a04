package io.tillgate.servlet;

import java.util.List;

/** Measures what a browser shows by the formula of WCAG 2.1: each text against what is painted behind it. */
final class Contrast {

    private static final String SCRIPT = """
            (function () {
              var canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              function rgba(colour) {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                var d = canvas.getImageData(0, 0, 1, 1).data;
                return [d[0], d[1], d[2], d[3] / 255];
              }
              function over(top, below) {
                return [0, 1, 2].map(function (i) { return top[i] * top[3] + below[i] * (1 - top[3]); }).concat(1);
              }
              function behind(element) {
                var layers = [];
                for (var e = element; e; e = e.parentElement) {
                  layers.push(rgba(getComputedStyle(e).backgroundColor));
                }
                return layers.reverse().reduce(function (below, top) { return over(top, below); }, [255, 255, 255, 1]);
              }
              function luminance(c) {
                var l = [0, 1, 2].map(function (i) {
                  var v = c[i] / 255;
                  return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
                });
                return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2];
              }
              var faint = new Set();
              var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                var text = walker.currentNode.textContent.trim();
                var element = walker.currentNode.parentElement;
                if (!text || !element.checkVisibility() || element.closest("script, option, .unseen")) { continue; }
                var style = getComputedStyle(element);
                var size = parseFloat(style.fontSize);
                var large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
                var back = behind(element);
                var a = luminance(over(rgba(style.color), back));
                var b = luminance(back);
                var ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < (large ? 3 : 4.5)) {
                  faint.add(text.slice(0, 40) + " <" + element.tagName + "." + element.className + "> " + ratio.toFixed(2));
                }
              }
              return Array.from(faint).join("\\n");
            })()""";

    private Contrast() {}

    /** Texts of the open page that are too faint to read, with the ratio; none on a page that is as it should be. */
    static List<String> tooFaint(Browser browser, String page) {
        String faint = browser.eval(SCRIPT);
        return faint.lines().map(line -> page + ": " + line).toList();
    }
}
