package io.tillgate.internal.statement;

import io.tillgate.money.Currency;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of Mt. Gox's {@code history_BTC.csv}: {@code Index,Date,Type,Info,Value,Balance}. Its values have no sign, the type
 * tells it; its dates have no zone and are UTC, as those of the API are.
 */
public final class MtGoxCsv implements StatementFormat {

    static final String HEADER = "Index,Date,Type,Info,Value,Balance";

    private static final Set<String> COLUMNS = Set.of("index", "date", "type", "info", "value", "balance");
    private static final Set<String> CREDITS = Set.of("deposit", "in", "earned");
    private static final Set<String> DEBITS = Set.of("withdraw", "out", "spent", "fee");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,18}");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** A hash of the chain, with its output or without, or the UUID of a transfer inside of Mt. Gox. */
    private static final Pattern TRANSACTION = Pattern.compile(
            "\\b([0-9a-f]{64}(?::[0-9]{1,5})?|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\\b",
            Pattern.CASE_INSENSITIVE);

    private final Currency currency;

    MtGoxCsv(Currency currency) {
        this.currency = currency;
    }

    static boolean isHeader(Set<String> columns) {
        return columns.equals(COLUMNS);
    }

    @Override
    public StatementEntry read(StatementCells cells) throws StatementFault {
        String index = cells.required("index", 18);
        if (!INDEX.matcher(index).matches()) {
            throw cells.fault("Index", "is not a number", "leave it as Mt. Gox wrote it");
        }
        String type = cells.required("type", 20).toLowerCase(Locale.ROOT);
        if (!isType(type)) {
            throw cells.fault(
                    "Type",
                    "is not one that Mt. Gox has",
                    "it is one of deposit, withdraw, in, out, earned, spent, fee");
        }
        long value = cells.amount("value", currency);
        if (value < 0) {
            throw cells.fault("Value", "is negative", "leave it as Mt. Gox wrote it: the type tells the sign");
        }
        String info = cells.optional("info", CsvReader.FIELD_CHARS_MAX);
        return new StatementEntry(
                cells.row(),
                index.replaceFirst("^0+(?=.)", ""),
                date(cells),
                currency,
                type,
                kind(type),
                signed(type, value),
                cells.amount("balance", currency),
                null,
                null,
                transactionIn(info),
                null,
                info);
    }

    /** Whether it is a word of the wallet history. */
    public static boolean isType(String type) {
        return CREDITS.contains(type) || DEBITS.contains(type);
    }

    public static StatementEntry.Kind kind(String type) {
        return type.equals("fee") ? StatementEntry.Kind.FEE : StatementEntry.Kind.MOVEMENT;
    }

    /** What an entry of a type did to the balance. */
    public static long signed(String type, long value) {
        return CREDITS.contains(type) ? value : -value;
    }

    /** The first transaction that a text names, in lower case; null when it names none. */
    public static @Nullable String transactionIn(@Nullable String text) {
        Matcher matcher = text == null ? null : TRANSACTION.matcher(text);
        return matcher != null && matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
    }

    private static Instant date(StatementCells cells) throws StatementFault {
        try {
            return cells.plausible(
                    "Date",
                    LocalDateTime.parse(cells.required("date", 40), DATE).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException unfit) {
            throw cells.fault("Date", "is not a date as Mt. Gox writes it", "write it like 2013-04-15 14:05:51");
        }
    }
}
