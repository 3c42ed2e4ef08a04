package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Approval;
import io.tillgate.desk.SavedView;
import io.tillgate.event.OrderEventType;
import io.tillgate.figures.ExceptionKind;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.Anomaly;
import io.tillgate.order.InvoiceStanding;
import io.tillgate.order.InvoiceState;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.PaymentState;
import io.tillgate.order.ReviewReason;
import io.tillgate.order.StaffDecision;
import io.tillgate.order.WaiverKind;
import io.tillgate.rate.RateSample;
import io.tillgate.reconcile.DailyClose;
import io.tillgate.reconcile.DiscrepancyKind;
import io.tillgate.reconcile.DiscrepancyState;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.ResolutionKind;
import io.tillgate.reconcile.RunSource;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundWay;
import io.tillgate.testing.TestPostgres;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A constant that the schema does not know would fail in production at the first order that needs it. */
class SchemaMirrorsEnumsIT {

    /** Each column that lists its words, with the enum that it mirrors. A new list needs a line here. */
    private static final Map<String, Class<? extends Enum<?>>> MIRRORS = Map.ofEntries(
            Map.entry("merchant_order.status", OrderStatus.class),
            Map.entry("merchant_order.anomaly", Anomaly.class),
            Map.entry("merchant_order.review", ReviewReason.class),
            Map.entry("merchant_order.decisions", StaffDecision.class),
            Map.entry("decision.decision", StaffDecision.class),
            Map.entry("waiver.kind", WaiverKind.class),
            Map.entry("staff_log.kind", ActKind.class),
            Map.entry("approval.kind", ActKind.class),
            Map.entry("approval.state", Approval.State.class),
            Map.entry("saved_view.audience", SavedView.Audience.class),
            Map.entry("merchant_order.invoice_standing", InvoiceStanding.class),
            Map.entry("invoice.state", InvoiceState.class),
            Map.entry("notification.outcome", NotificationOutcome.class),
            Map.entry("payment.state", PaymentState.class),
            Map.entry("outbox.type", OrderEventType.class),
            Map.entry("day_exception.kind", ExceptionKind.class),
            Map.entry("refund.way", RefundWay.class),
            Map.entry("refund.basis", RefundBasis.class),
            Map.entry("refund.state", RefundState.class),
            Map.entry("refund_send.outcome", RefundSendStore.Outcome.class),
            Map.entry("reconcile_run.source", RunSource.class),
            Map.entry("statement_line.matched_by", MatchedBy.class),
            Map.entry("discrepancy.kind", DiscrepancyKind.class),
            Map.entry("discrepancy.state", DiscrepancyState.class),
            Map.entry("resolution.kind", ResolutionKind.class),
            Map.entry("booking.kind", BookingStore.Kind.class),
            Map.entry("close_check.verdict", DailyClose.Verdict.class),
            Map.entry("market_answer.kind", MarketAnswer.Kind.class),
            Map.entry("rate_sample.standing", RateSample.Standing.class),
            Map.entry("chain_payment.place", ChainPlace.class),
            Map.entry("chain_payment.told", PaymentState.class));

    private static final Sql CHECKS = Sql.of("""
            SELECT c.conrelid::regclass::text AS table_name,
                   (SELECT string_agg(a.attname, ',')
                    FROM pg_attribute a
                    WHERE a.attrelid = c.conrelid
                      AND a.attnum = ANY (c.conkey)) AS columns,
                   pg_get_constraintdef(c.oid) AS definition
            FROM pg_constraint c
            WHERE c.contype = 'c'
              AND c.connamespace = 'tillgate'::regnamespace
            """);

    private static final Pattern WORD = Pattern.compile("'([^']*)'::text");

    @Test
    void every_list_of_words_in_the_schema_is_that_of_its_enum() throws SQLException {
        Map<String, Set<String>> expected = new TreeMap<>();
        MIRRORS.forEach((column, type) -> expected.put(column, constants(type)));

        try (TestPostgres postgres = TestPostgres.fresh()) {
            assertThat(listsOf(postgres)).isEqualTo(expected);
        }
    }

    @Test
    void a_list_without_a_mirror_is_noticed() throws SQLException {
        try (TestPostgres postgres = TestPostgres.fresh()) {
            postgres.run("ALTER TABLE tillgate.journal ADD CHECK (actor IN ('janitor', 'shop'))");

            assertThat(listsOf(postgres)).containsEntry("journal.actor", Set.of("janitor", "shop"));
        }
    }

    /** The words of each CHECK that lists some, by table and column. */
    private static Map<String, Set<String>> listsOf(TestPostgres postgres) throws SQLException {
        Map<String, Set<String>> lists = new TreeMap<>();
        new Database(postgres.dataSource())
                .inTransaction(connection -> CHECKS.on(connection).rows(row -> {
                    Set<String> words = words(row.text("definition"));
                    if (!words.isEmpty()) {
                        String table = row.text("table_name").replace("tillgate.", "");
                        lists.put(table + "." + row.text("columns"), words);
                    }
                    return words;
                }));
        return lists;
    }

    private static Set<String> words(String definition) {
        Set<String> words = new TreeSet<>();
        Matcher matcher = WORD.matcher(definition);
        while (matcher.find()) {
            words.add(matcher.group(1));
        }
        return words;
    }

    private static Set<String> constants(Class<? extends Enum<?>> type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> names.add(constant.name()));
        return names;
    }
}
