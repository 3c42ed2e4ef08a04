package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.order.PaymentFact;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values look on a page, whatever locale and time zone the host runs in. */
public final class Shown {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final char NARROW_SPACE = '\u202f';
    private static final int GROUP_DIGITS = 3;
    private static final int TEXT_CHARS_MAX = 20_000;
    private static final int BRIEF_CHARS_MAX = 100;

    private Shown() {}

    /** For people: {@code 2026-11-22 13:49:44 UTC}. */
    public static String time(Instant at) {
        return TIME.format(at);
    }

    /** For the {@code datetime} attribute, to the second. */
    public static String isoTime(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** With its currency, thousands apart: {@code 12 345.00 EUR}. */
    public static String money(Money amount) {
        return number(amount.toDecimal()) + " " + amount.currency().code();
    }

    /** Thousands apart by narrow spaces that do not break; decimals stay together. */
    public static String number(BigDecimal number) {
        String plain = number.toPlainString();
        int dot = plain.indexOf('.');
        int end = dot < 0 ? plain.length() : dot;
        int start = plain.startsWith("-") ? 1 : 0;
        StringBuilder grouped = new StringBuilder(plain);
        for (int i = end - GROUP_DIGITS; i > start; i -= GROUP_DIGITS) {
            grouped.insert(i, NARROW_SPACE);
        }
        return grouped.toString();
    }

    /** The name of a zone; nobody knows it by the letter Z. */
    public static String zone(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    public static String number(long number) {
        return number(BigDecimal.valueOf(number));
    }

    /** A text of somebody else, whole as far as a page can bear it; what is invisible becomes a visible mark. */
    public static String text(@Nullable String text) {
        return text == null ? "" : PlainText.of(text, TEXT_CHARS_MAX);
    }

    /** The beginning of such a text, for a cell or a sentence. */
    public static String brief(@Nullable String text) {
        return text == null ? "" : PlainText.of(text.replace('\n', ' '), BRIEF_CHARS_MAX);
    }

    /** How long ago: {@code 5 min ago}; in days once it is more than two. */
    public static String ago(Instant at, Instant now) {
        Duration age = Duration.between(at, now);
        if (age.isNegative() || age.toSeconds() == 0) {
            return "just now";
        }
        return (age.toDays() > 2 ? age.toDays() + " days" : duration(age)) + " ago";
    }

    /** Minor units of one currency in another amount's currency. */
    public static String minorUnits(Money sameCurrency, long minorUnits) {
        return money(new Money(sameCurrency.currency(), minorUnits));
    }

    /** A constant in words: {@code AWAITING_PAYMENT} is {@code awaiting payment}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A constant as a CSS class: {@code AWAITING_PAYMENT} is {@code awaiting-payment}. */
    public static String cssClass(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String total(PaymentFact fact) {
        return money(fact.confirmed().plus(fact.pending()));
    }

    /** Time left in the two largest units that matter: {@code 1 h 5 min}, {@code 12 min}, {@code 40 s}. */
    public static String duration(Duration left) {
        long hours = left.toHours();
        int minutes = left.toMinutesPart();
        if (hours > 0) {
            return hours + " h " + minutes + " min";
        }
        return minutes > 0 ? minutes + " min" : left.toSecondsPart() + " s";
    }

    /** The URL if a browser may be sent there, null if it is anything else than an absolute http(s) URL. */
    public static @Nullable String webUrl(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null ? url : null;
        } catch (URISyntaxException notAUrl) {
            return null;
        }
    }
}
