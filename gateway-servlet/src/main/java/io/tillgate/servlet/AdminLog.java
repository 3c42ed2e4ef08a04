package io.tillgate.servlet;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffAct;
import io.tillgate.desk.StaffLog;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.desk.StaffLogPage;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.order.OrderId;
import io.tillgate.servlet.internal.page.LogView;
import io.tillgate.servlet.internal.template.JteadminLogGenerated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who did what, and why: {@code /admin/log}, and all of it as {@code /admin/log/staff-log.csv}. */
final class AdminLog implements AdminSection {

    static final String CSV = "staff-log.csv";
    static final List<String> COLUMNS =
            List.of("at", "person", "act", "order_id", "subject", "amount", "currency", "reason", "outcome");

    private final StaffLog log;

    AdminLog(StaffLog log) {
        this.log = log;
    }

    @Override
    public String segment() {
        return "log";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Staff log");
    }

    @Override
    public Answer show(AdminAsk ask) {
        Query query = ask.query();
        StaffLogFilter filter = filter(query);
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        if (ask.path().equals(List.of(CSV))) {
            return export(ask, filter);
        }
        if (!ask.path().isEmpty()) {
            return ask.nothingHere();
        }
        StaffLogPage page = log.list(filter);
        LogView view = new LogView(filter, page, url(ask, "/admin/log", filter, page.next()), csvUrl(ask, filter));
        return ask.page(out -> JteadminLogGenerated.render(out, null, ask.shell(), view));
    }

    private Answer export(AdminAsk ask, StaffLogFilter filter) {
        AdminExport.note(log, ask, QueryFields.url("staff log", fields(filter)));
        return Csv.answer(CSV, COLUMNS, csv -> log.forEach(filter, entry -> row(csv, entry)));
    }

    private static void row(Csv csv, StaffLogEntry entry) {
        csv.value(entry.at().toString())
                .text(entry.actor())
                .value(entry.kind().name())
                .value(entry.order() == null ? "" : entry.order().toString())
                .text(entry.subject())
                .value(entry.amount() == null ? "" : entry.amount().toDecimal().toPlainString())
                .value(entry.amount() == null ? "" : entry.amount().currency().code())
                .text(entry.reason())
                .text(entry.outcome())
                .end();
    }

    private static StaffLogFilter filter(Query query) {
        Optional<String> actor = query.optional("person").map(String::strip).filter(text -> !text.isEmpty());
        if (actor.isPresent()
                && (actor.get().length() > StaffAct.ACTOR_CHARS_MAX
                        || actor.get().indexOf('\0') >= 0)) {
            query.problems().add(new Problem("person", "is no name", "write the login of a person"));
        }
        return new StaffLogFilter(
                actor.orElse(null),
                order(query).orElse(null),
                QueryFields.constant(query, "act", ActKind.values()).orElse(null),
                older(query).orElse(null));
    }

    private static Optional<OrderId> order(Query query) {
        try {
            return query.optional("order").map(String::strip).map(OrderId::parse);
        } catch (InvalidInputException notAnId) {
            query.problems().add(new Problem("order", "is not an order id", "copy the id from the page of an order"));
            return Optional.empty();
        }
    }

    private static Optional<Long> older(Query query) {
        try {
            return query.optional("before").map(Long::valueOf);
        } catch (NumberFormatException notANumber) {
            query.problems().add(new Problem("before", "is no place in the log", "use the link to older entries"));
            return Optional.empty();
        }
    }

    private static String csvUrl(AdminAsk ask, StaffLogFilter filter) {
        StaffLogFilter all = new StaffLogFilter(filter.actor(), filter.order(), filter.kind(), null);
        return QueryFields.url(ask.shell().url("/admin/log/" + CSV), fields(all));
    }

    private static @Nullable String url(AdminAsk ask, String path, StaffLogFilter filter, @Nullable Long next) {
        return next == null ? null : QueryFields.url(ask.shell().url(path), fields(filter.olderThan(next)));
    }

    private static Map<String, String> fields(StaffLogFilter filter) {
        Map<String, String> fields = new LinkedHashMap<>();
        QueryFields.put(fields, "person", filter.actor());
        QueryFields.put(fields, "order", filter.order());
        QueryFields.put(fields, "act", filter.kind());
        QueryFields.put(fields, "before", filter.olderThan());
        return fields;
    }
}
