package io.tillgate.servlet;

import io.tillgate.figures.DayFigures;
import io.tillgate.figures.ExceptionKind;
import io.tillgate.figures.Funnel;
import io.tillgate.figures.Takings;
import io.tillgate.servlet.internal.page.FiguresView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The figures of days as files. The columns never change; each value is of our own making, and holds no comma. */
final class FiguresCsv {

    private FiguresCsv() {}

    /** One row a day, also for days on which nothing happened. */
    static Answer days(FiguresView view) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(
                List.of("day", "opened", "invoiced", "seen", "paid", "expired", "cancelled", "declined", "open"));
        head.addAll(List.of("confirmed_orders", "half_s", "most_s", "slowest_s"));
        for (ExceptionKind kind : ExceptionKind.values()) {
            head.add("became_" + kind.name().toLowerCase(Locale.ROOT));
        }
        rows.add(head);
        view.figures().days().forEach(day -> rows.add(row(day)));
        return file("tillgate-days.csv", rows);
    }

    /** One row for each pair of currencies that a day has. */
    static Answer takings(FiguresView view) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("day", "currency", "received", "price_currency", "at_quote"));
        for (DayFigures day : view.figures().days()) {
            for (Takings takings : day.takings()) {
                rows.add(List.of(
                        day.day().toString(),
                        takings.received().currency().code(),
                        takings.received().toDecimal().toPlainString(),
                        takings.atQuote().currency().code(),
                        takings.atQuote().toDecimal().toPlainString()));
            }
        }
        return file("tillgate-takings.csv", rows);
    }

    private static List<String> row(DayFigures day) {
        Funnel funnel = day.funnel();
        List<String> row = new ArrayList<>(List.of(day.day().toString()));
        for (long count : new long[] {
            funnel.opened(),
            funnel.invoiced(),
            funnel.seen(),
            funnel.paid(),
            funnel.expired(),
            funnel.cancelled(),
            funnel.declined(),
            funnel.open()
        }) {
            row.add(Long.toString(count));
        }
        row.add(day.confirmation().map(wait -> Long.toString(wait.orders())).orElse("0"));
        row.add(seconds(day, DayFigures.Confirmation::half));
        row.add(seconds(day, DayFigures.Confirmation::most));
        row.add(seconds(day, DayFigures.Confirmation::slowest));
        for (ExceptionKind kind : ExceptionKind.values()) {
            row.add(Long.toString(day.exceptions().getOrDefault(kind, 0L)));
        }
        return row;
    }

    private static String seconds(DayFigures day, Function<DayFigures.Confirmation, Duration> wait) {
        return day.confirmation()
                .map(wait)
                .map(time -> Long.toString(time.toSeconds()))
                .orElse("");
    }

    private static Answer file(String name, List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(String.join(",", row)).append("\r\n"));
        return Answer.of(200, "text/csv;charset=utf-8", text.toString().getBytes(StandardCharsets.UTF_8))
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .notStored();
    }
}
