package io.tillgate.servlet;

/** What a test asks of a page in a browser. */
final class PageScripts {

    /** The texts whose contrast with what is behind them is below WCAG AA, each with its ratio; empty when all is well. */
    static final String POOR_CONTRAST = """
            (() => {
              const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const rgba = (colour) => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
              };
              const over = (top, below) => {
                const share = top[3] / 255;
                return [0, 1, 2].map((i) => top[i] * share + below[i] * (1 - share)).concat(255);
              };
              const behind = (element) => {
                const colours = [];
                for (let e = element; e; e = e.parentElement) {
                  colours.unshift(rgba(getComputedStyle(e).backgroundColor));
                }
                return colours.reduce((below, top) => over(top, below), [255, 255, 255, 255]);
              };
              const luminance = (colour) => [0.2126, 0.7152, 0.0722]
                .map((weight, i) => {
                  const c = colour[i] / 255;
                  return weight * (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                })
                .reduce((a, b) => a + b);
              const poor = [];
              for (const element of document.body.querySelectorAll('*')) {
                const text = [...element.childNodes]
                  .filter((n) => n.nodeType === 3)
                  .map((n) => n.textContent.trim())
                  .join('');
                if (!text || !element.checkVisibility() || element.closest('.unseen')) {
                  continue;
                }
                const style = getComputedStyle(element);
                const ground = behind(element);
                const two = [luminance(over(rgba(style.color), ground)), luminance(ground)].sort((a, b) => b - a);
                const ratio = (two[0] + 0.05) / (two[1] + 0.05);
                const size = parseFloat(style.fontSize);
                const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
                if (ratio < (isLarge ? 3 : 4.5)) {
                  poor.push(text + ' ' + ratio.toFixed(2));
                }
              }
              return poor.join('\\n');
            })()
            """;

    private PageScripts() {}
}
