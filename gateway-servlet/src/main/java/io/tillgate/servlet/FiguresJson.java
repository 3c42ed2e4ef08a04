package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.figures.DayFigures;
import io.tillgate.figures.ExceptionKind;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.servlet.internal.page.FiguresView;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The figures of days by column, as charts want them: each column has one value a day, the oldest first. */
final class FiguresJson {

    private FiguresJson() {}

    static ObjectNode of(FiguresView view) {
        List<DayFigures> days = view.figures().days();
        ObjectNode json = Json.object();
        ArrayNode dates = json.putArray("day");
        days.forEach(day -> dates.add(day.day().toString()));
        money(json.putObject("received"), days, view.received(), FiguresView::received);
        money(json.putObject("at_quote"), days, view.priced(), FiguresView::atQuote);
        count(json, "opened", days, day -> day.funnel().opened());
        count(json, "seen", days, day -> day.funnel().seen());
        count(json, "paid", days, day -> day.funnel().paid());
        wait(json, "half_s", days, wait -> wait.half().toSeconds());
        wait(json, "most_s", days, wait -> wait.most().toSeconds());
        wait(json, "slowest_s", days, wait -> wait.slowest().toSeconds());
        ObjectNode exceptions = json.putObject("exceptions");
        for (ExceptionKind kind : view.exceptions().keySet()) {
            count(
                    exceptions,
                    FiguresView.word(kind),
                    days,
                    day -> day.exceptions().getOrDefault(kind, 0L));
        }
        return json;
    }

    private static void money(
            ObjectNode json,
            List<DayFigures> days,
            List<Currency> currencies,
            BiFunction<DayFigures, Currency, Money> amount) {
        for (Currency currency : currencies) {
            ArrayNode column = json.putArray(currency.code());
            days.forEach(
                    day -> column.add(amount.apply(day, currency).toDecimal().toPlainString()));
        }
    }

    private static void count(ObjectNode json, String name, List<DayFigures> days, ToLongFunction<DayFigures> count) {
        ArrayNode column = json.putArray(name);
        days.forEach(day -> column.add(count.applyAsLong(day)));
    }

    private static void wait(
            ObjectNode json, String name, List<DayFigures> days, Function<DayFigures.Confirmation, Long> seconds) {
        ArrayNode column = json.putArray(name);
        days.forEach(day -> column.add(day.confirmation().map(seconds).orElse(null)));
    }
}
