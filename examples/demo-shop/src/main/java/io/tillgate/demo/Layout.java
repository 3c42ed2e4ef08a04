package io.tillgate.demo;

/** What every page of the shop has around it. */
final class Layout {
    /** A page that stays as it is. */
    static final String STILL = "";

    /** A page whose orders may change at any moment: the script looks again, or the browser without it. */
    static final String MOVING = " data-moving";

    private Layout() {}

    /**
     * One whole page.
     *
     * @param here the entry of the menu that the page belongs to; empty for none
     * @param motion {@link #STILL} or {@link #MOVING}
     * @param body trusted HTML
     */
    static String page(String title, String here, String motion, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/assets/shop.css">
                <script src="/assets/shop.js" defer></script>
                <script type="module" async src="/pay/assets/tillgate-price.js"></script>%s
                </head>
                <body>
                <header>
                  <a class="brand" href="/"><svg viewBox="0 0 32 32" aria-hidden="true">
                    <path class="beam" d="M16 11 1 5v12zM16 11l15-6v12z"/>
                    <path class="tower" d="M12.6 14h6.8l2 14H10.6zM12 9h8v4h-8zM16 4l5 4H11z"/>
                    <path class="band" d="M12 18.5h8l.5 3.5h-9z"/></svg><span>Harbour <i>&amp;</i> Lamp</span></a>
                  <nav aria-label="Pages"><a href="/"%s>Shop</a><a href="/orders"%s>Your orders</a></nav>
                </header>
                <main%s>
                %s
                </main>
                <footer>
                  <p>Harbour &amp; Lamp is the demo shop of <b>Tillgate</b>. Nothing ships and no coin moves.</p>
                  <p><a href="/pay/admin">Staff</a></p>
                </footer>
                </body>
                </html>
                """.formatted(
                        Words.html(title),
                        motion.isEmpty() ? "" : "\n<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>",
                        current("shop", here),
                        current("orders", here),
                        motion,
                        body);
    }

    private static String current(String entry, String here) {
        return entry.equals(here) ? " aria-current=\"page\"" : "";
    }
}
