package io.tillgate.servlet;

import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import io.tillgate.desk.StaffLog;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Money;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.DailyClose;
import io.tillgate.servlet.internal.page.BooksView;
import io.tillgate.servlet.internal.page.Shell;
import io.tillgate.servlet.internal.template.JtebooksDayGenerated;
import io.tillgate.servlet.internal.template.JtebooksGenerated;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The books of each day: {@code /admin/books}, {@code /admin/books/2026-03-29} and {@code /admin/books/days.csv}. */
final class AdminBooks implements AdminSection {

    private static final List<String> COLUMNS = List.of(
            "processor",
            "day",
            "zone",
            "currency",
            "opening",
            "received",
            "reversed",
            "refunded",
            "fees",
            "booked",
            "closing",
            "statement",
            "difference",
            "facts",
            "closed_at",
            "closed_by",
            "check",
            "previous_seal",
            "seal");

    private final Books books;
    private final StaffLog log;

    AdminBooks(Books books, StaffLog log) {
        this.books = books;
        this.log = log;
    }

    @Override
    public String segment() {
        return "books";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Books");
    }

    @Override
    public Answer show(AdminAsk ask) {
        if (books.processors().isEmpty()) {
            return ask.nothingHere();
        }
        ProcessorId processor = processor(ask.query().optional("processor"));
        if (ask.path().isEmpty()) {
            return list(ask, processor);
        }
        if (ask.path().equals(List.of("days.csv"))) {
            AdminExport.note(log, ask, "books of " + processor.value());
            return Csv.answer("books-" + processor.value() + ".csv", COLUMNS, csv -> rows(csv, processor));
        }
        Optional<LocalDate> day = ask.path().size() == 1 ? day(ask.path().get(0)) : Optional.empty();
        List<Books.Day> found = day.map(one -> books.day(processor, one)).orElse(List.of());
        if (found.isEmpty()) {
            return ask.notFound(new Problem("day", "is not closed", "choose one from the list"));
        }
        return page(ask, processor, found, JtebooksDayGenerated::render);
    }

    @Override
    public Answer act(AdminAsk ask, AdminForm form) {
        ProcessorId processor = processor(form.optional("processor"));
        LocalDate day = day(form.required("day"))
                .orElseThrow(() -> new InvalidInputException("day", "is not a day", "write it like 2026-03-29"));
        if (ask.path().equals(List.of("close"))) {
            return closed(
                    ask, processor, books.close(processor, day, ask.staff().name()));
        }
        if (ask.path().equals(List.of("verify"))) {
            List<DailyClose> looked = books.verify(processor, day, ask.staff().name());
            if (looked.isEmpty()) {
                return ask.notFound(new Problem("day", "is not closed", "choose one from the list"));
            }
            return ask.done(
                    url(processor, day), "Looked at: " + looked.get(0).check().detail() + ".");
        }
        return ask.nothingHere();
    }

    private Answer list(AdminAsk ask, ProcessorId processor) {
        Optional<String> before = ask.query().optional("before");
        Optional<LocalDate> olderThan = before.flatMap(AdminBooks::day);
        if (before.isPresent() && olderThan.isEmpty()) {
            return ask.fault(422, new Problem("before", "is not a day", "use the link to older days"));
        }
        return page(ask, processor, books.days(processor, olderThan.orElse(null)), JtebooksGenerated::render);
    }

    /** A template of ours. */
    @FunctionalInterface
    private interface Template {
        void render(HtmlTemplateOutput out, @Nullable HtmlInterceptor none, Shell shell, BooksView view);
    }

    private Answer page(AdminAsk ask, ProcessorId processor, List<Books.Day> days, Template template) {
        BooksView view = new BooksView(books.processors(), processor, books.zone(), days, books.nextDay(processor));
        return ask.page(out -> template.render(out, null, ask.shell(), view));
    }

    private Answer closed(AdminAsk ask, ProcessorId processor, CloseAnswer answer) {
        if (answer instanceof CloseAnswer.Closed closed) {
            LocalDate day = closed.closes().get(0).day();
            return ask.done(url(processor, day), day + " is closed and sealed.");
        }
        return ask.fault(409, new Problem("day", "was not closed", whyNot(answer)));
    }

    private static String whyNot(CloseAnswer answer) {
        if (answer instanceof CloseAnswer.AlreadyClosed already) {
            return already.day() + " was closed before";
        }
        if (answer instanceof CloseAnswer.TooEarly early) {
            return "it can be closed from " + early.from() + " on";
        }
        if (answer instanceof CloseAnswer.NotNext other) {
            return "days are closed one after the other, and " + other.next() + " is next";
        }
        return "somebody else reconciles or closes this account: try again in a minute";
    }

    private void rows(Csv csv, ProcessorId processor) {
        List<Books.Day> days = books.days(processor, null);
        while (days.size() == Books.PAGE_DAYS) {
            LocalDate last = days.get(days.size() - 1).close().day();
            // The oldest day of a full page may be cut between two currencies: it comes whole with the next one.
            days.stream().filter(day -> day.close().day().isAfter(last)).forEach(day -> row(csv, day));
            days = books.days(processor, last.plusDays(1));
        }
        days.forEach(day -> row(csv, day));
    }

    private static void row(Csv csv, Books.Day day) {
        DailyClose close = day.close();
        coins(csv, day, close);
        close.values()
                .forEach(value -> sums(start(csv, close, value), value)
                        .value("")
                        .value("")
                        .value("")
                        .value("")
                        .text("")
                        .value("")
                        .value("")
                        .value("")
                        .end());
    }

    private static void coins(Csv csv, Books.Day day, DailyClose close) {
        sums(start(csv, close, close.coins()), close.coins())
                .value(plain(day.balance().statement()))
                .value(plain(day.balance().difference()))
                .value(Integer.toString(close.facts()))
                .value(close.closedAt().toString())
                .text(close.actor())
                .value(close.check().verdict().name())
                .value(close.previousSeal() == null ? "" : close.previousSeal())
                .value(close.seal())
                .end();
    }

    private static Csv start(Csv csv, DailyClose close, DailyClose.Sums sums) {
        return csv.value(close.processor())
                .value(close.day().toString())
                .value(close.zone().getId())
                .value(sums.opening().currency().code());
    }

    private static Csv sums(Csv csv, DailyClose.Sums sums) {
        return csv.value(plain(sums.opening()))
                .value(plain(sums.received()))
                .value(plain(sums.reversed()))
                .value(plain(sums.refunded()))
                .value(plain(sums.fees()))
                .value(plain(sums.booked()))
                .value(plain(sums.closing()));
    }

    private static String plain(@Nullable Money amount) {
        return amount == null ? "" : amount.toDecimal().toPlainString();
    }

    private static String url(ProcessorId processor, LocalDate day) {
        return "/admin/books/" + day + "?processor=" + processor.value();
    }

    private ProcessorId processor(Optional<String> name) {
        return books.processors().stream()
                .filter(known -> name.isEmpty() || known.value().equals(name.get()))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("processor", "is not one of this shop", "choose one from the list"));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
