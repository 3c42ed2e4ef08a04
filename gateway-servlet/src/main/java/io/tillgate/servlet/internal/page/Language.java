package io.tillgate.servlet.internal.page;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language that buyers are spoken to in, with its way of writing numbers. English is the one for everybody else. */
public enum Language {
    ENGLISH("en", "English", '.', ",", 1),
    GERMAN("de", "Deutsch", ',', ".", 1),
    /** Groups from five digits on: 1234, but 12.345. */
    SPANISH("es", "Español", ',', ".", 2),
    /** Groups by a narrow space that does not break. */
    FRENCH("fr", "Français", ',', "\u202F", 1),
    JAPANESE("ja", "日本語", '.', ",", 1);

    /** Longer headers are not looked at: no browser sends one. */
    private static final int HEADER_CHARS_MAX = 1000;

    private final String tag;
    private final String ownName;
    private final char decimalPoint;
    private final String groupSeparator;
    private final int leadingDigitsMin;

    /** @param leadingDigitsMin digits that must stand before the first separator, or there is none */
    Language(String tag, String ownName, char decimalPoint, String groupSeparator, int leadingDigitsMin) {
        this.tag = tag;
        this.ownName = ownName;
        this.decimalPoint = decimalPoint;
        this.groupSeparator = groupSeparator;
        this.leadingDigitsMin = leadingDigitsMin;
    }

    /** For {@code lang} and {@code hreflang}. */
    public String tag() {
        return tag;
    }

    /** What its speakers call it. */
    public String ownName() {
        return ownName;
    }

    /** The language with a tag such as {@code de} or {@code de-AT}; empty when we do not speak it. */
    public static Optional<Language> of(String tag) {
        String wanted = tag.toLowerCase(Locale.ROOT);
        for (Language language : values()) {
            if (wanted.equals(language.tag) || wanted.startsWith(language.tag + "-")) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** The best of an {@code Accept-Language} header, by its weights; English when it names none of ours. */
    public static Language accepted(@Nullable String header) {
        if (header == null || header.length() > HEADER_CHARS_MAX) {
            return ENGLISH;
        }
        Language best = ENGLISH;
        int bestWeight = 0;
        for (String range : header.split(",", -1)) {
            String[] parts = range.split(";", -1);
            int weight = Weight.of(parts);
            Optional<Language> language = of(parts[0].trim());
            if (language.isPresent() && weight > bestWeight) {
                best = language.get();
                bestWeight = weight;
            }
        }
        return best;
    }

    /** A decimal number, all of its digits kept: {@code 1234.50} is {@code 1.234,50} in German. */
    String number(String plainDecimal) {
        int point = plainDecimal.indexOf('.');
        String whole = point < 0 ? plainDecimal : plainDecimal.substring(0, point);
        String fraction = point < 0 ? "" : decimalPoint + plainDecimal.substring(point + 1);
        return grouped(whole) + fraction;
    }

    private String grouped(String digits) {
        if (digits.length() < 3 + leadingDigitsMin) {
            return digits;
        }
        StringBuilder grouped = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > 0; at -= 3) {
            grouped.insert(at, groupSeparator);
        }
        return grouped.toString();
    }

    /** Whether "1 of 2 confirmations" takes the form of one confirmation: each language counts another of the numbers. */
    boolean isOneConfirmation(int there, int needed) {
        return switch (this) {
            case ENGLISH, GERMAN, SPANISH -> needed == 1;
            case FRENCH -> there <= 1;
            case JAPANESE -> false;
        };
    }
}
