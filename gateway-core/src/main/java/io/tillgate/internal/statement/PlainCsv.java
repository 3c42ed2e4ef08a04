package io.tillgate.internal.statement;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Currency;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of a file of any processor, in the columns of {@code docs/reconciling.md}. */
final class PlainCsv implements StatementFormat {

    private static final List<String> COLUMNS = List.of(
            "time",
            "amount",
            "currency",
            "type",
            "index",
            "balance",
            "reference",
            "payment_id",
            "transaction",
            "status",
            "info");
    private static final Set<String> STATUSES = Set.of("confirmed", "pending", "reversed");
    private static final int ID_CHARS_MAX = 200;

    private final Currency usual;

    PlainCsv(Currency usual) {
        this.usual = usual;
    }

    static void check(Set<String> columns) throws StatementFault {
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                throw StatementFault.at(
                        1,
                        StatementFormat.shown(column),
                        "is not one we know",
                        "rename it to one of " + String.join(", ", COLUMNS)
                                + ", or leave it out; a file of Mt. Gox has " + MtGoxCsv.HEADER);
            }
        }
        for (String column : List.of("time", "amount")) {
            if (!columns.contains(column)) {
                throw StatementFault.at(1, column, "is missing", "add it: the file needs time and amount at least");
            }
        }
    }

    @Override
    public StatementEntry read(StatementCells cells) throws StatementFault {
        Currency currency = currency(cells);
        String word = cells.optional("type", 40);
        String type = word == null ? "movement" : word.toLowerCase(Locale.ROOT);
        long amount = cells.amount("amount", currency);
        boolean fee = type.equals("fee");
        if (fee && amount > 0) {
            throw cells.fault(
                    "amount", "is positive though it is a fee", "write what leaves the account as a negative number");
        }
        return new StatementEntry(
                cells.row(),
                cells.optional("index", 60),
                time(cells),
                currency,
                type,
                fee ? StatementEntry.Kind.FEE : StatementEntry.Kind.MOVEMENT,
                amount,
                cells.optional("balance", ID_CHARS_MAX) == null ? null : cells.amount("balance", currency),
                cells.optional("reference", 100),
                cells.optional("payment_id", ID_CHARS_MAX),
                lower(cells.optional("transaction", ID_CHARS_MAX)),
                status(cells),
                cells.optional("info", CsvReader.FIELD_CHARS_MAX));
    }

    private Currency currency(StatementCells cells) throws StatementFault {
        String code = cells.optional("currency", 3);
        if (code == null) {
            return usual;
        }
        try {
            return Currency.of(code);
        } catch (InvalidInputException unknown) {
            throw cells.fault("currency", "is none", "use BTC or a code of ISO 4217 such as EUR, in capitals");
        }
    }

    private static Instant time(StatementCells cells) throws StatementFault {
        try {
            return cells.plausible(
                    "time",
                    OffsetDateTime.parse(cells.required("time", 40).replace(' ', 'T'))
                            .toInstant());
        } catch (DateTimeException unfit) {
            throw cells.fault(
                    "time",
                    "is not an ISO 8601 time with its zone",
                    "write it like 2026-03-29T14:05:51Z or 2026-03-29T16:05:51+02:00");
        }
    }

    private static @Nullable String status(StatementCells cells) throws StatementFault {
        String status = lower(cells.optional("status", 20));
        if (status != null && !STATUSES.contains(status)) {
            throw cells.fault("status", "is not one we know", "use confirmed, pending or reversed, or leave it empty");
        }
        return status;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
