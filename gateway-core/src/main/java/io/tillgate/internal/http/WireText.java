package io.tillgate.internal.http;

import java.util.Locale;
import okhttp3.HttpUrl;

/** Makes words from the outside fit for a reason that staff reads. */
public final class WireText {

    private WireText() {}

    /** At most so many characters, without control characters, and no half of a surrogate pair at the end. */
    public static String shorten(String text, int charsMax) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), charsMax));
        for (int i = 0; i < text.length() && kept.length() < charsMax; i++) {
            char c = text.charAt(i);
            kept.append(isControl(c) ? ' ' : c);
        }
        int last = kept.length() - 1;
        if (last >= 0 && Character.isHighSurrogate(kept.charAt(last))) {
            kept.setLength(last);
        }
        return kept.toString().strip();
    }

    /** Whether nothing but visible ASCII is in it, as in a URL or an id that is safe in a header. */
    public static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Whether it can be sent to a buyer's browser as it stands: an absolute http(s) URL in visible ASCII. */
    public static boolean isWebUrl(String text, int charsMax) {
        String start =
                text.substring(0, Math.min(text.length(), "https://".length())).toLowerCase(Locale.ROOT);
        return text.length() <= charsMax
                && isVisibleAscii(text)
                && (start.startsWith("http://") || start.startsWith("https://"))
                && HttpUrl.parse(text) != null;
    }

    /** Controls, line separators and the characters that turn the direction of writing around. */
    private static boolean isControl(char c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029';
    }
}
