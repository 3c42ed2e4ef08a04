package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.BookingPreview;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyState;
import io.tillgate.reconcile.FourColumns;
import io.tillgate.reconcile.FourColumnsPage;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.reconcile.StatementLine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the pages about statements show. */
public final class ReconcileView {

    private ReconcileView() {}

    /** What shop, gateway, processor and chain tell of the orders that lines and discrepancies of a page are about. */
    public record Sides(Map<OrderId, FourColumns> orders) {

        public static Sides of(StatementDesk desk, List<StatementLine> lines, List<Discrepancy> discrepancies) {
            Set<OrderId> orders = Stream.concat(
                            lines.stream().map(StatementLine::orderId),
                            discrepancies.stream().map(Discrepancy::orderId))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            return new Sides(
                    desk.fourColumns(orders).stream().collect(Collectors.toMap(FourColumns::id, Function.identity())));
        }

        public @Nullable FourColumns of(@Nullable OrderId order) {
            return order == null ? null : orders.get(order);
        }
    }

    /** The way in: upload, runs, what is open. */
    public record Home(
            List<ProcessorId> processors,
            List<ProcessorId> fetchable,
            List<ReconcileRun> runs,
            List<Discrepancy> open,
            List<StatementLine> ambiguous,
            Sides sides) {

        public @Nullable String older() {
            return runs.size() < StatementDesk.PAGE_ROWS
                    ? null
                    : "/admin/reconcile?before=" + runs.get(runs.size() - 1).id();
        }
    }

    /** One run. */
    public record Run(
            ReconcileRun run,
            @Nullable MatchedBy matchedBy,
            List<StatementLine> lines,
            List<Discrepancy> discrepancies,
            Sides sides) {

        public MatchedBy[] all() {
            return MatchedBy.values();
        }

        public @Nullable String next() {
            return lines.size() < StatementDesk.PAGE_ROWS
                    ? null
                    : "/admin/reconcile/runs/" + run.id() + "?after="
                            + lines.get(lines.size() - 1).id()
                            + (matchedBy == null ? "" : "&matched=" + matchedBy);
        }
    }

    /** One line, and what it may be about. */
    public record Line(StatementLine line, List<StatementDesk.Candidate> candidates, Sides sides) {}

    /** One discrepancy, its line where it has one, and what booking it would do. */
    public record One(
            Discrepancy discrepancy,
            @Nullable StatementLine line,
            @Nullable BookingPreview booking,
            Sides sides) {

        /** When it would count; null where it can't be booked now. */
        public @Nullable Instant bookedAt() {
            if (booking instanceof BookingPreview.Possible possible) {
                return possible.at();
            }
            return booking instanceof BookingPreview.NeedsApproval needs ? needs.at() : null;
        }

        public boolean needsApproval() {
            return booking instanceof BookingPreview.NeedsApproval;
        }

        public BookingPreview.@Nullable AwaitsApproval awaits() {
            return booking instanceof BookingPreview.AwaitsApproval awaits ? awaits : null;
        }

        public boolean isOpen() {
            return discrepancy.state() == DiscrepancyState.OPEN;
        }
    }

    /** A list of discrepancies. */
    public record Discrepancies(
            List<Discrepancy> discrepancies, @Nullable DiscrepancyState state, Sides sides) {

        public DiscrepancyState[] all() {
            return DiscrepancyState.values();
        }

        public @Nullable String older() {
            return discrepancies.size() < StatementDesk.PAGE_ROWS
                    ? null
                    : "/admin/reconcile/discrepancies?before="
                            + discrepancies.get(discrepancies.size() - 1).id()
                            + (state == null ? "" : "&state=" + state);
        }
    }

    /** A day's orders in four columns. */
    public record Columns(
            List<ProcessorId> processors, ProcessorId processor, LocalDate day, ZoneId zone, FourColumnsPage page) {

        public String url(LocalDate other) {
            return "/admin/reconcile/columns?processor=" + processor.value() + "&day=" + other;
        }

        public @Nullable String next() {
            return page.next() == null ? null : url(day) + "&before=" + page.next();
        }
    }

    public static boolean isLeftOver(StatementLine line) {
        return line.matchedBy() == MatchedBy.NOTHING || line.matchedBy() == MatchedBy.AMBIGUOUS;
    }

    /** Nothing is known where somebody tells nothing. */
    public static String money(@Nullable Money amount) {
        return amount == null ? "–" : Shown.money(amount);
    }
}
