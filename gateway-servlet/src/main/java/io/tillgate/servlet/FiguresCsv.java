package io.tillgate.servlet;

import io.tillgate.figures.DayFigures;
import io.tillgate.figures.ExceptionKind;
import io.tillgate.figures.Funnel;
import io.tillgate.figures.Takings;
import io.tillgate.servlet.internal.page.FiguresView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The figures of days as files. The columns never change. */
final class FiguresCsv {

    private FiguresCsv() {}

    /** One row a day, also for days on which nothing happened. */
    static Answer days(FiguresView view) {
        List<String> columns = new ArrayList<>(
                List.of("day", "opened", "invoiced", "seen", "paid", "expired", "cancelled", "declined", "open"));
        columns.addAll(List.of("confirmed_orders", "half_s", "most_s", "slowest_s"));
        for (ExceptionKind kind : ExceptionKind.values()) {
            columns.add("became_" + kind.name().toLowerCase(Locale.ROOT));
        }
        return Csv.answer(
                "tillgate-days.csv", columns, csv -> view.figures().days().forEach(day -> row(csv, day)));
    }

    /** One row for each pair of currencies that a day has. */
    static Answer takings(FiguresView view) {
        return Csv.answer(
                "tillgate-takings.csv",
                List.of("day", "currency", "received", "price_currency", "at_quote"),
                csv -> view.figures().days().forEach(day -> day.takings().forEach(takings -> row(csv, day, takings))));
    }

    private static void row(Csv csv, DayFigures day, Takings takings) {
        csv.value(day.day().toString())
                .value(takings.received().currency().code())
                .value(takings.received().toDecimal().toPlainString())
                .value(takings.atQuote().currency().code())
                .value(takings.atQuote().toDecimal().toPlainString())
                .end();
    }

    private static void row(Csv csv, DayFigures day) {
        Funnel funnel = day.funnel();
        count(csv.value(day.day().toString()), funnel.opened());
        count(csv, funnel.invoiced());
        count(csv, funnel.seen());
        count(csv, funnel.paid());
        count(csv, funnel.expired());
        count(csv, funnel.cancelled());
        count(csv, funnel.declined());
        count(csv, funnel.open());
        count(csv, day.confirmation().map(DayFigures.Confirmation::orders).orElse(0L));
        seconds(csv, day, DayFigures.Confirmation::half);
        seconds(csv, day, DayFigures.Confirmation::most);
        seconds(csv, day, DayFigures.Confirmation::slowest);
        for (ExceptionKind kind : ExceptionKind.values()) {
            count(csv, day.exceptions().getOrDefault(kind, 0L));
        }
        csv.end();
    }

    private static void count(Csv csv, long count) {
        csv.value(Long.toString(count));
    }

    /** Empty where no order became paid. */
    private static void seconds(Csv csv, DayFigures day, Function<DayFigures.Confirmation, Duration> wait) {
        csv.value(day.confirmation()
                .map(wait)
                .map(time -> Long.toString(time.toSeconds()))
                .orElse(""));
    }
}
