package io.tillgate.internal.statement;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of one row by the names of their columns. */
final class StatementCells {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, Integer> columns;
    private final List<String> cells;
    private final int row;

    StatementCells(Map<String, Integer> columns, List<String> cells, int row) throws StatementFault {
        this.columns = columns;
        this.cells = cells;
        this.row = row;
        if (cells.size() != columns.size()) {
            throw new StatementFault(
                    "row " + row,
                    "has " + cells.size() + " columns where the header has " + columns.size(),
                    "put fields that hold a comma in quotes");
        }
    }

    int row() {
        return row;
    }

    /** The cell without spaces around it; null when it is empty, or there is no such column. */
    @Nullable String optional(String column, int charsMax) throws StatementFault {
        Integer place = columns.get(column);
        String cell = place == null ? "" : cells.get(place).strip();
        if (cell.length() > charsMax) {
            throw fault(column, "has more than " + charsMax + " characters", "shorten it");
        }
        return cell.isEmpty() ? null : cell;
    }

    String required(String column, int charsMax) throws StatementFault {
        String cell = optional(column, charsMax);
        if (cell == null) {
            throw fault(column, "is empty", "fill it in");
        }
        return cell;
    }

    long amount(String column, Currency currency) throws StatementFault {
        String cell = required(column, Money.DECIMAL_CHARS_MAX);
        try {
            return Money.parse(currency, cell).minorUnits();
        } catch (InvalidInputException unfit) {
            throw fault(
                    column,
                    unfit.problems().get(0).fault(),
                    unfit.problems().get(0).fix());
        }
    }

    /** The time that a cell was read as, unless it can't be meant. */
    Instant plausible(String column, Instant at) throws StatementFault {
        if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
            throw fault(column, "is before 1970 or after 9999", "check its year");
        }
        return at;
    }

    StatementFault fault(String column, String fault, String fix) {
        return StatementFault.at(row, column, fault, fix);
    }
}
