package io.tillgate.servlet;

import io.tillgate.servlet.internal.page.Weight;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What kind of answer a client asks for. Only types it names count: everybody takes anything. */
enum Accept {
    HTML,
    JSON,
    /** It did not name a type of ours. */
    ANY;

    /** Longer headers are not looked at: no client of ours sends one. */
    private static final int HEADER_CHARS_MAX = 1000;

    /** Reads the header by the weights of JSON and HTML; JSON wins a tie, since no browser names it. */
    static Accept of(@Nullable String header) {
        if (header == null || header.length() > HEADER_CHARS_MAX) {
            return ANY;
        }
        int html = 0;
        int json = 0;
        for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            switch (parts[0].trim()) {
                case "text/html", "application/xhtml+xml" -> html = Math.max(html, Weight.of(parts));
                case "application/json" -> json = Math.max(json, Weight.of(parts));
                default -> {
                    // A type that we do not speak.
                }
            }
        }
        if (json == 0 && html == 0) {
            return ANY;
        }
        return json >= html ? JSON : HTML;
    }
}
