package io.tillgate.internal.mtgox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.WireText;
import io.tillgate.money.Money;
import io.tillgate.processor.AccountEntry;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of {@code wallet/history}. A word that we don't know is kept with its line; an amount, a date or a number
 * that can't be true makes the line unreadable.
 *
 * <p>Source: protocol/mtgox.md 6.1. Numbers come as strings or as JSON numbers. {@code Value} is unsigned, its sign comes
 * from {@code Type}. Of fiat, which the wire counts finer than its minor unit, amounts are rounded HALF_UP.
 */
final class MtGoxEntry {

    static final int LINES_MAX = 1000;

    private static final int DIGITS_MAX = 18;

    private MtGoxEntry() {}

    /** A line, or what is wrong with it. */
    record Read(@Nullable AccountEntry entry, String fault) {}

    static Read read(JsonNode line, MtGoxScale scale, Instant latest) {
        long index = number(line.path("Index"));
        long date = number(line.path("Date"));
        String type = text(line.path("Type"));
        Money value = money(line.path("Value"), scale);
        if (index < 0) {
            return fault("Index is not a number");
        }
        if (date < MtGoxDate.EARLIEST.getEpochSecond() || date > latest.getEpochSecond()) {
            return fault("Date is missing, or before 2009 or in the future");
        }
        if (type.isBlank() || type.length() > AccountEntry.TYPE_CHARS_MAX || !WireText.isVisibleAscii(type)) {
            return fault("Type is missing or not a word");
        }
        if (value == null) {
            return fault("Value is missing, negative or of another currency");
        }
        Money balance = line.hasNonNull("Balance") ? money(line.path("Balance"), scale) : null;
        if (line.hasNonNull("Balance") && balance == null) {
            return fault("Balance is not an amount of this currency");
        }
        JsonNode link = line.path("Link");
        String trade = text(line.path("Trade").path("tid"));
        return new Read(
                new AccountEntry(
                        index,
                        Instant.ofEpochSecond(date),
                        type,
                        kind(type),
                        value,
                        balance,
                        WireText.shorten(text(line.path("Info")), AccountEntry.INFO_CHARS_MAX),
                        WireText.shorten(text(link.path(1)), AccountEntry.LINK_CHARS_MAX),
                        WireText.shorten(text(link.path(2)), AccountEntry.LINK_CHARS_MAX),
                        trade.isEmpty() ? null : WireText.shorten(trade, AccountEntry.LINK_CHARS_MAX)),
                "");
    }

    /** A whole number that came as a number or as a string; -1 when it is none, or below zero. */
    static long number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? Math.max(-1, node.longValue()) : -1;
        }
        String text = text(node);
        if (text.isEmpty() || text.length() > DIGITS_MAX || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(text);
    }

    private static @Nullable Money money(JsonNode value, MtGoxScale scale) {
        long wire = number(value.path("value_int"));
        String currency = text(value.path("currency"));
        // The sample of a balance leaves the currency out, as it may leave out anything but the number.
        if (wire < 0 || !(currency.isEmpty() || currency.equals(scale.currency().code()))) {
            return null;
        }
        return scale.toMoney(wire, RoundingMode.HALF_UP);
    }

    private static AccountEntry.Kind kind(String type) {
        return switch (type) {
            case "deposit" -> AccountEntry.Kind.DEPOSIT;
            case "withdraw" -> AccountEntry.Kind.WITHDRAWAL;
            case "in" -> AccountEntry.Kind.BOUGHT;
            case "out" -> AccountEntry.Kind.SOLD;
            case "earned" -> AccountEntry.Kind.EARNED;
            case "spent" -> AccountEntry.Kind.SPENT;
            case "fee" -> AccountEntry.Kind.FEE;
            default -> AccountEntry.Kind.OTHER;
        };
    }

    private static Read fault(String fault) {
        return new Read(null, fault);
    }

    private static String text(JsonNode node) {
        String text = node.textValue();
        return text == null ? "" : text;
    }
}
