package io.tillgate.servlet;

import io.tillgate.desk.StaffLog;
import io.tillgate.failure.Problem;
import io.tillgate.figures.DailyFigures;
import io.tillgate.figures.FiguresPeriod;
import io.tillgate.processor.ProcessorId;
import io.tillgate.servlet.internal.page.FiguresView;
import io.tillgate.servlet.internal.template.JteadminFiguresGenerated;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The figures of days for staff: {@code /admin/figures}, the data of its charts in {@code /admin/figures/days}, and both of
 * its tables as files.
 */
final class AdminFigures implements AdminSection {

    private final DailyFigures figures;
    private final StaffLog log;
    private final Supplier<Set<ProcessorId>> configured;

    AdminFigures(DailyFigures figures, StaffLog log, Supplier<Set<ProcessorId>> configured) {
        this.log = log;
        this.figures = figures;
        this.configured = configured;
    }

    @Override
    public String segment() {
        return "figures";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Figures");
    }

    @Override
    public Answer show(AdminAsk ask) {
        if (ask.path().size() > 1) {
            return ask.nothingHere();
        }
        String form = ask.path().isEmpty() ? "" : ask.path().get(0);
        if (!Set.of("", "days", "days.csv", "takings.csv").contains(form)) {
            return ask.nothingHere();
        }
        Query query = ask.query();
        FiguresPeriod period = period(query);
        Optional<ProcessorId> processor = processor(query);
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        FiguresView view = view(period, processor);
        return switch (form) {
            case "days" -> Json.answer(200, FiguresJson.of(view)).notStored();
            case "days.csv" -> {
                AdminExport.note(log, ask, "figures of days" + view.query());
                yield FiguresCsv.days(view);
            }
            case "takings.csv" -> {
                AdminExport.note(log, ask, "takings of days" + view.query());
                yield FiguresCsv.takings(view);
            }
            default -> ask.page(out -> JteadminFiguresGenerated.render(out, null, ask.shell(), view));
        };
    }

    private FiguresView view(FiguresPeriod period, Optional<ProcessorId> processor) {
        Optional<String> name = processor.map(ProcessorId::value);
        String query =
                "?period=" + period.word() + name.map(id -> "&processor=" + id).orElse("");
        return new FiguresView(figures.of(period, processor), period, name, query);
    }

    private static FiguresPeriod period(Query query) {
        Optional<String> word = query.optional("period");
        Optional<FiguresPeriod> period = word.flatMap(FiguresPeriod::of);
        if (word.isPresent() && period.isEmpty()) {
            String all = Arrays.stream(FiguresPeriod.values())
                    .map(FiguresPeriod::word)
                    .collect(Collectors.joining(", "));
            query.problems().add(new Problem("period", "is not one we know", "use one of " + all));
        }
        return period.orElse(FiguresPeriod.MONTH);
    }

    /** One that is configured, or was once and has figures. */
    private Optional<ProcessorId> processor(Query query) {
        Optional<String> name = query.optional("processor");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Set<String> known =
                new TreeSet<>(figures.of(FiguresPeriod.MONTH, Optional.empty()).processors());
        configured.get().forEach(id -> known.add(id.value()));
        if (!known.contains(name.get())) {
            String fix = known.isEmpty() ? "leave it out" : "use one of " + String.join(", ", List.copyOf(known));
            query.problems().add(new Problem("processor", "is none of ours", fix));
            return Optional.empty();
        }
        return name.map(ProcessorId::new);
    }
}
