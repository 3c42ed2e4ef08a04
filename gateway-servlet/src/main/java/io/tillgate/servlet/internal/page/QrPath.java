package io.tillgate.servlet.internal.page;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the path of an SVG: crisp at any size, and needs neither an image nor a script.
 *
 * @param size modules on each side, the quiet zone included
 * @param path the dark modules, one rectangle for each run of them
 */
public record QrPath(int size, String path) {

    /** Light modules around the code, as ISO/IEC 18004 asks for. */
    private static final int QUIET_ZONE = 4;

    /** Whole pixels for each module, so that all look alike on a screen. */
    private static final int MODULE_PIXELS = 5;

    /** Width and height on the page. */
    public int pixels() {
        return size * MODULE_PIXELS;
    }

    /** Holds the text, with what a scratch or a reflection may cost of it. */
    static QrPath of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int run = 0;
                while (code.getModule(x + run, y)) {
                    run++;
                }
                if (run > 0) {
                    path.append('M').append(x + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
                    path.append('h').append(run).append("v1h-").append(run).append('z');
                }
                x += run + 1;
            }
        }
        return new QrPath(code.size + 2 * QUIET_ZONE, path.toString());
    }
}
