package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.order.PaymentFact;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values look on a page, whatever locale and time zone the host runs in. */
public final class Shown {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Shown() {}

    /** For people: {@code 2026-11-22 13:49:44 UTC}. */
    public static String time(Instant at) {
        return TIME.format(at);
    }

    /** For the {@code datetime} attribute, to the second. */
    public static String isoTime(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static String money(Money amount) {
        return amount.toString();
    }

    public static String number(BigDecimal number) {
        return number.toPlainString();
    }

    /** Minor units of one currency in another amount's currency. */
    public static String minorUnits(Money sameCurrency, long minorUnits) {
        return new Money(sameCurrency.currency(), minorUnits).toString();
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
        return fact.confirmed().plus(fact.pending()).toString();
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
