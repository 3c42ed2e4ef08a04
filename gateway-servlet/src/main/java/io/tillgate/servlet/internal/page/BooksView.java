package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.Balance;
import io.tillgate.reconcile.Books;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books of a processor.
 *
 * @param days newest first; one day has a row a currency
 * @param nextDay the day that is to be closed next
 */
public record BooksView(
        List<ProcessorId> processors, ProcessorId processor, ZoneId zone, List<Books.Day> days, LocalDate nextDay) {

    public String url(ProcessorId other) {
        return "/admin/books?processor=" + other.value();
    }

    public String url(LocalDate day) {
        return "/admin/books/" + day + "?processor=" + processor.value();
    }

    public @Nullable String older() {
        return days.size() < Books.PAGE_DAYS
                ? null
                : url(processor) + "&before="
                        + days.get(days.size() - 1).close().day();
    }

    /** How books and statement stand, in a few words. */
    public static String standing(Balance balance) {
        Money difference = balance.difference();
        if (difference == null) {
            return "no statement";
        }
        return difference.isZero() ? "balances" : "differs by " + Shown.money(difference);
    }

    /** The CSS class of the badge for it. */
    public static String badge(Balance balance) {
        return balance.difference() == null ? "quiet" : balance.balances() ? "status-paid" : "review";
    }
}
