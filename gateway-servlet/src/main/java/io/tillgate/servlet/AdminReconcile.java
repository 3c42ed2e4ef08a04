package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.DiscrepancyState;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.reconcile.StatementLine;
import io.tillgate.servlet.internal.page.ReconcileView;
import io.tillgate.servlet.internal.template.JtereconcileColumnsGenerated;
import io.tillgate.servlet.internal.template.JtereconcileDiscrepanciesGenerated;
import io.tillgate.servlet.internal.template.JtereconcileDiscrepancyGenerated;
import io.tillgate.servlet.internal.template.JtereconcileGenerated;
import io.tillgate.servlet.internal.template.JtereconcileLineGenerated;
import io.tillgate.servlet.internal.template.JtereconcileRunGenerated;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Statements of processors: {@code /admin/reconcile} takes them in and lists runs and open discrepancies; {@code runs/{id}},
 * {@code lines/{id}}, {@code discrepancies/{id}} and {@code columns} lie below.
 */
final class AdminReconcile implements AdminSection {

    private final StatementDesk desk;
    private final Books books;
    private final InstantSource clock;
    private final ReconcileActs acts;

    AdminReconcile(StatementDesk desk, Books books, InstantSource clock) {
        this.desk = desk;
        this.books = books;
        this.clock = clock;
        this.acts = new ReconcileActs(desk, books);
    }

    @Override
    public String segment() {
        return "reconcile";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Reconcile");
    }

    @Override
    public Answer show(AdminAsk ask) {
        List<String> path = ask.path();
        if (path.isEmpty()) {
            return home(ask);
        }
        if (path.size() == 1 && path.get(0).equals("columns")) {
            return columns(ask);
        }
        if (path.size() == 1 && path.get(0).equals("discrepancies")) {
            return discrepancies(ask);
        }
        if (path.size() != 2) {
            return ask.nothingHere();
        }
        return switch (path.get(0)) {
            case "runs" -> run(ask, path.get(1));
            case "lines" -> line(ask, path.get(1));
            case "discrepancies" -> discrepancy(ask, path.get(1));
            default -> ask.nothingHere();
        };
    }

    @Override
    public Answer act(AdminAsk ask, AdminForm form) throws IOException {
        return acts.act(ask, form);
    }

    private Answer home(AdminAsk ask) {
        Optional<UUID> olderThan = id(ask.query(), "before");
        if (!ask.query().problems().isEmpty()) {
            return ask.fault(422, ask.query().problems());
        }
        List<Discrepancy> open = desk.discrepancies(DiscrepancyFilter.OPEN);
        List<StatementLine> ambiguous = desk.ambiguous();
        ReconcileView.Home view = new ReconcileView.Home(
                books.processors(),
                desk.fetchable(),
                desk.runs(olderThan.orElse(null)),
                open,
                ambiguous,
                ReconcileView.Sides.of(desk, ambiguous, open));
        return ask.page(out -> JtereconcileGenerated.render(out, null, ask.shell(), view));
    }

    private Answer columns(AdminAsk ask) {
        Query query = ask.query();
        Optional<String> name = query.optional("processor");
        LocalDate day = date(query).orElse(LocalDate.ofInstant(clock.instant(), books.zone()));
        Optional<UUID> before = id(query, "before");
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        ProcessorId processor =
                name.map(acts::processor).orElse(books.processors().get(0));
        ReconcileView.Columns view = new ReconcileView.Columns(
                books.processors(),
                processor,
                day,
                books.zone(),
                desk.fourColumns(processor, day, before.map(OrderId::new).orElse(null)));
        return ask.page(out -> JtereconcileColumnsGenerated.render(out, null, ask.shell(), view));
    }

    private Answer discrepancies(AdminAsk ask) {
        Query query = ask.query();
        Optional<DiscrepancyState> state = QueryFields.constant(query, "state", DiscrepancyState.values());
        Optional<Long> before = query.optional("before").flatMap(text -> optionalNumber(query, text));
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        DiscrepancyFilter filter = new DiscrepancyFilter(state.orElse(null), null, null, before.orElse(null));
        List<Discrepancy> found = desk.discrepancies(filter);
        ReconcileView.Discrepancies view = new ReconcileView.Discrepancies(
                found, state.orElse(null), ReconcileView.Sides.of(desk, List.of(), found));
        return ask.page(out -> JtereconcileDiscrepanciesGenerated.render(out, null, ask.shell(), view));
    }

    private Answer run(AdminAsk ask, String id) {
        Query query = ask.query();
        Optional<MatchedBy> matchedBy = QueryFields.constant(query, "matched", MatchedBy.values());
        Optional<Long> after = query.optional("after").flatMap(text -> optionalNumber(query, text));
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        Optional<ReconcileRun> run = uuid(id).flatMap(desk::run);
        if (run.isEmpty()) {
            return ask.notFound(new Problem("run", "is none of ours", "choose one from the list"));
        }
        List<StatementLine> lines = desk.lines(run.get().id(), matchedBy.orElse(null), after.orElse(0L));
        List<Discrepancy> found =
                desk.discrepancies(new DiscrepancyFilter(null, null, run.get().id(), null));
        ReconcileView.Run view = new ReconcileView.Run(
                run.get(), matchedBy.orElse(null), lines, found, ReconcileView.Sides.of(desk, lines, found));
        return ask.page(out -> JtereconcileRunGenerated.render(out, null, ask.shell(), view));
    }

    private Answer line(AdminAsk ask, String id) {
        Optional<StatementLine> line = desk.line(ReconcileActs.number(id));
        if (line.isEmpty()) {
            return ask.notFound(new Problem("line", "is none of ours", "choose one from a run"));
        }
        ReconcileView.Line view = new ReconcileView.Line(
                line.get(),
                ReconcileView.isLeftOver(line.get())
                        ? desk.candidates(line.get().id())
                        : List.of(),
                ReconcileView.Sides.of(desk, List.of(line.get()), List.of()));
        return ask.page(out -> JtereconcileLineGenerated.render(out, null, ask.shell(), view));
    }

    private Answer discrepancy(AdminAsk ask, String id) {
        Optional<Discrepancy> found = desk.discrepancy(ReconcileActs.number(id));
        if (found.isEmpty()) {
            return ask.notFound(new Problem("discrepancy", "is none of ours", "choose one from the list"));
        }
        List<StatementLine> lines = Optional.ofNullable(found.get().lineId()).flatMap(desk::line).stream()
                .toList();
        ReconcileView.One view = new ReconcileView.One(
                found.get(),
                lines.isEmpty() ? null : lines.get(0),
                desk.previewBooking(found.get().id()).orElse(null),
                ReconcileView.Sides.of(desk, lines, List.of(found.get())));
        return ask.page(out -> JtereconcileDiscrepancyGenerated.render(out, null, ask.shell(), view));
    }

    private static Optional<Long> optionalNumber(Query query, String text) {
        return parsed(query, "page", text, Long::valueOf);
    }

    private static Optional<UUID> id(Query query, String field) {
        return query.optional(field).flatMap(text -> parsed(query, field, text, UUID::fromString));
    }

    private static Optional<LocalDate> date(Query query) {
        Optional<String> text = query.optional("day");
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeException notADay) {
            query.problems().add(new Problem("day", "is not a day", "write it like 2026-03-29"));
            return Optional.empty();
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> parsed(Query query, String field, String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException unfit) {
            query.problems().add(new Problem(field, "is not one we gave", "use the links of the page"));
            return Optional.empty();
        }
    }
}
