package io.tillgate.servlet.internal.page;

import java.util.Locale;
import java.util.Map;

/**
 * Text that strangers wrote, made harmless to read: what would be invisible, or turn the text around, becomes a visible
 * mark. The template engine escapes it afterwards, and {@code <bdi>} keeps it apart from its neighbours.
 */
final class PlainText {

    /** Control characters that text may be laid out with. */
    private static final String LAYOUT = "\n\t";

    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE = 0x7f;

    private static final Map<Integer, String> MARKS = Map.ofEntries(
            Map.entry(0x00ad, "SHY"),
            Map.entry(0x034f, "CGJ"),
            Map.entry(0x061c, "ALM"),
            Map.entry(0x180e, "MVS"),
            Map.entry(0x200b, "ZWSP"),
            Map.entry(0x200c, "ZWNJ"),
            Map.entry(0x200d, "ZWJ"),
            Map.entry(0x200e, "LRM"),
            Map.entry(0x200f, "RLM"),
            Map.entry(0x2028, "LS"),
            Map.entry(0x2029, "PS"),
            Map.entry(0x202a, "LRE"),
            Map.entry(0x202b, "RLE"),
            Map.entry(0x202c, "PDF"),
            Map.entry(0x202d, "LRO"),
            Map.entry(0x202e, "RLO"),
            Map.entry(0x2060, "WJ"),
            Map.entry(0x2066, "LRI"),
            Map.entry(0x2067, "RLI"),
            Map.entry(0x2068, "FSI"),
            Map.entry(0x2069, "PDI"),
            Map.entry(0xfeff, "BOM"));

    private PlainText() {}

    /** At most {@code charsMax} characters of it, and how many there were where some are left out. */
    static String of(String text, int charsMax) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), charsMax) + 16);
        int index = 0;
        while (index < text.length() && plain.length() < charsMax) {
            int character = text.codePointAt(index);
            append(plain, character);
            index += Character.charCount(character);
        }
        if (index < text.length()) {
            plain.append("… (").append(text.length()).append(" characters)");
        }
        return plain.toString();
    }

    private static void append(StringBuilder plain, int character) {
        if (character == '\r') {
            // Line ends of the wire, which nobody wants to see.
            return;
        }
        if (LAYOUT.indexOf(character) >= 0) {
            plain.appendCodePoint(character);
        } else if (character < ' ') {
            plain.appendCodePoint(CONTROL_PICTURES + character);
        } else if (character == DELETE) {
            plain.append('\u2421');
        } else if (MARKS.containsKey(character)) {
            plain.append('\u27e8').append(MARKS.get(character)).append('\u27e9');
        } else if (Character.isISOControl(character)
                || Character.getType(character) == Character.UNASSIGNED
                || Character.getType(character) == Character.PRIVATE_USE
                || Character.getType(character) == Character.SURROGATE
                || Character.getType(character) == Character.FORMAT) {
            plain.append('\u27e8').append("U+").append(hex(character)).append('\u27e9');
        } else {
            plain.appendCodePoint(character);
        }
    }

    private static String hex(int character) {
        String digits = Integer.toHexString(character).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
