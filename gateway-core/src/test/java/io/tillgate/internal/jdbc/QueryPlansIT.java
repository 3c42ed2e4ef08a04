package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.Gateway;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.DeliveryPage;
import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxKind;
import io.tillgate.desk.InboxPlace;
import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderFilter.Amounts;
import io.tillgate.desk.OrderFilter.Attention;
import io.tillgate.desk.OrderFilter.Period;
import io.tillgate.desk.OrderPlace;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.figures.FiguresPeriod;
import io.tillgate.money.Currency;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.DiscrepancyState;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.reconcile.StatementDesk.FileOrigin;
import io.tillgate.refund.RefundState;
import io.tillgate.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No query that runs often reads a big table from end to end. */
class QueryPlansIT {

    private static final int ORDERS = 50_000;
    private static final Currency EUR = Currency.of("EUR");
    private static final ProcessorId MTGOX = new ProcessorId("mtgox");

    private static BigShop shop;
    private static TestPostgres postgres;
    private static Database database;
    private static SequentialScans scans;
    private static Gateway gateway;
    private static OrderDesk desk;
    private static OrderId middle;
    private static String payment;

    @BeforeAll
    static void fill() {
        shop = BigShop.of(ORDERS);
        postgres = shop.postgres();
        database = shop.database();
        scans = new SequentialScans(postgres);
        gateway = shop.gateway();
        desk = gateway.desk();
        String id = postgres.text(
                "SELECT id FROM tillgate.merchant_order WHERE invoice_standing = 'LIVE' ORDER BY id OFFSET "
                        + ORDERS / 2 + " LIMIT 1");
        middle = OrderId.parse(id);
        payment = postgres.text("SELECT payment_id FROM tillgate.payment WHERE order_id = '" + id + "'");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    static Stream<OrderFilter> filters() {
        Period period = new Period(Instant.ofEpochSecond(1_700_100_000), Instant.ofEpochSecond(1_700_200_000));
        Amounts exact = new Amounts(EUR, 2500, 2500);
        Amounts range = new Amounts(EUR, 2500, 2600);
        Amounts wide = new Amounts(Currency.BTC, 0, 1_000_000);
        return Stream.of(
                OrderFilter.ALL,
                filter(OrderStatus.PAID, null, Attention.ALL, null, null, null),
                filter(OrderStatus.SUBMITTED, null, Attention.ALL, null, null, null),
                filter(OrderStatus.PAID, Anomaly.OVERPAID, Attention.ALL, null, null, null),
                filter(null, Anomaly.MISMATCH, Attention.ALL, null, null, null),
                filter(null, Anomaly.NONE, Attention.ONLY_REVIEW, null, null, null),
                filter(null, null, Attention.ALL, "old", null, null),
                filter(OrderStatus.CANCELLED, null, Attention.ALL, "nobody", period, null),
                filter(null, null, Attention.ALL, null, period, null),
                filter(null, null, Attention.ALL, null, null, exact),
                filter(OrderStatus.EXPIRED, null, Attention.ALL, null, null, range),
                filter(OrderStatus.DECLINED, null, Attention.ALL, "mtgox", null, wide));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void lists_read_along_an_index(OrderFilter filter) throws Exception {
        assertThat(scans.of(() -> desk.list(filter))).isEmpty();
        assertThat(scans.of(() -> desk.list(filter, new OrderPlace.OlderThan(middle))))
                .isEmpty();
        assertThat(scans.of(() -> desk.list(filter, new OrderPlace.NewerThan(middle))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHOP-12",
                "S",
                "scarf",
                "two mugs",
                "mugs scarf",
                "weihnachtsstern",
                "no such thing",
                "25.00 EUR",
                "invoice-77",
                "%",
                "ID",
                "PAYMENT"
            })
    void searches_read_along_an_index(String text) throws Exception {
        String search = text.replace("ID", middle.toString()).replace("PAYMENT", payment);
        OrderFilter filter = new OrderFilter(null, null, Attention.ALL, null, null, null, search);
        OrderFilter narrowed = new OrderFilter(OrderStatus.PAID, null, Attention.ALL, "mtgox", null, null, search);

        assertThat(scans.of(() -> desk.list(filter))).isEmpty();
        assertThat(scans.of(() -> desk.list(narrowed, new OrderPlace.OlderThan(middle))))
                .isEmpty();
    }

    @Test
    void the_page_of_an_order_reads_along_an_index() throws Exception {
        assertThat(scans.of(() -> assertThat(desk.open(middle)).isPresent())).isEmpty();
    }

    @Test
    void what_waits_for_staff_is_read_along_an_index() throws Exception {
        assertThat(scans.of(desk::unresolvedNotifications)).isEmpty();
        assertThat(scans.of(desk::parkedDeliveries)).isEmpty();
        assertThat(scans.of(() -> desk.deliveries("listener", Long.MAX_VALUE))).isEmpty();
        // No event is its: each page looks at some, and tells where to go on.
        assertThat(scans.of(() -> assertThat(desk.deliveries("webhook", Long.MAX_VALUE))
                        .satisfies(page -> {
                            assertThat(page.deliveries()).isEmpty();
                            assertThat(page.next()).isGreaterThan(ORDERS - DeliveryList.EVENTS_LOOKED_AT);
                        })))
                .isEmpty();
        assertThat(desk.deliveries("webhook", 100)).isEqualTo(new DeliveryPage(List.of(), null));
    }

    @Test
    void the_intake_and_the_loops_read_along_an_index() throws Exception {
        Instant now = Instant.now();
        OutboxStore.Claim claim = new OutboxStore.Claim("listener", 100, Duration.ofHours(1));
        OutboxStore.Lease lease = OutboxStore.Lease.from(now, Duration.ofMinutes(1));

        assertThat(scans.of(() -> database.inTransaction(connection -> OrderLedger.lock(connection, List.of(middle)))))
                .isEmpty();
        assertThat(scans.of(() -> database.inTransaction(connection -> OutboxStore.claim(connection, claim, lease))))
                .isEmpty();
        assertThat(scans.of(() -> database.inTransaction(connection -> OrderLedger.lockOverdue(connection, now, 100))))
                .isEmpty();
        assertThat(scans.of(() ->
                        database.inTransaction(connection -> OrderStore.findByReference(connection, "SHOP-" + ORDERS))))
                .isEmpty();
    }

    @Test
    void what_the_intake_writes_for_many_orders_at_once_reads_along_an_index() throws Exception {
        List<OrderId> orders = shop.newestPaid(64);

        assertThat(scans.of(() -> database.inTransaction(connection -> {
                    Map<OrderId, OrderDraft> drafts = OrderLedger.lock(connection, orders);
                    assertThat(drafts).hasSize(64);
                    new OrderLedger(List.of("listener"))
                            .write(connection, drafts.values(), BigShop.paid(drafts), Instant.now());
                    return drafts;
                })))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = InboxKind.class,
            names = {
                "UNDERPAID",
                "OVERPAID",
                "UNKNOWN_OUTCOME",
                "NOTIFICATION_REVIEW",
                "POISON_EVENT",
                "REFUND",
                "DISCREPANCY"
            })
    void the_inbox_reads_along_indexes(InboxKind kind) throws Exception {
        Inbox inbox = gateway.inbox();
        InboxPlace first = inbox.list(null, null).next();

        assertThat(first).isNotNull();
        assertThat(scans.of(() -> inbox.list(kind, null))).isEmpty();
        assertThat(scans.of(() -> inbox.list(null, first))).isEmpty();
        assertThat(scans.of(inbox::counts)).isEmpty();
    }

    @Test
    void refunds_approvals_views_and_figures_read_along_an_index() throws Exception {
        for (RefundState state : RefundState.values()) {
            assertThat(scans.of(() -> gateway.refunds().list(state))).isEmpty();
        }
        assertThat(scans.of(() -> gateway.refunds().of(middle))).isEmpty();
        assertThat(scans.of(() -> gateway.approvals().waiting())).isEmpty();
        assertThat(scans.of(() -> gateway.savedViews().list("p77"))).isEmpty();
        assertThat(scans.of(() -> gateway.figures().of(FiguresPeriod.ALL, Optional.empty())))
                .isEmpty();
    }

    static Stream<StaffLogFilter> logs() {
        return Stream.of(
                StaffLogFilter.ALL,
                new StaffLogFilter("p7", null, null, null),
                new StaffLogFilter("nobody", null, ActKind.CREDIT, 30_000L),
                new StaffLogFilter(null, middle, null, null),
                new StaffLogFilter(null, null, ActKind.CREDIT, 30_000L),
                new StaffLogFilter(null, null, ActKind.DELETE_VIEW, null));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void the_staff_log_reads_along_an_index(StaffLogFilter filter) throws Exception {
        assertThat(scans.of(() -> gateway.staffLog().list(filter))).isEmpty();
    }

    @Test
    void statements_and_discrepancies_read_along_an_index() throws Exception {
        StatementDesk statements = gateway.statements();
        UUID run = UUID.fromString("018f0000-0000-7000-8000-000000000001");

        assertThat(scans.of(() -> statements.lines(run, MatchedBy.NOTHING, 0))).isEmpty();
        assertThat(scans.of(() -> statements.lines(run, null, 20_000))).isEmpty();
        assertThat(scans.of(() -> statements.candidates(3000))).isEmpty();
        assertThat(scans.of(statements::ambiguous)).isEmpty();
        for (DiscrepancyState state : DiscrepancyState.values()) {
            assertThat(scans.of(() -> statements.discrepancies(new DiscrepancyFilter(state, null, null, 5000L))))
                    .isEmpty();
        }
        assertThat(scans.of(() -> statements.discrepancies(new DiscrepancyFilter(null, null, run, null))))
                .isEmpty();
        assertThat(scans.of(() -> statements.fourColumns(MTGOX, LocalDate.of(2023, 11, 20), null)))
                .isEmpty();
    }

    @Test
    void closing_a_day_and_matching_a_statement_read_along_an_index() throws Exception {
        Books books = gateway.books();
        byte[] statement = shop.statement(100);
        // Takes long, and plans each statement each time.
        int few = 3;

        assertThat(scans.of(
                        few,
                        () -> assertThat(books.close(MTGOX, books.nextDay(MTGOX), "ann"))
                                .isInstanceOf(CloseAnswer.Closed.class)))
                .isEmpty();
        assertThat(scans.of(few, () -> books.days(MTGOX, null))).isEmpty();
        assertThat(scans.of(few, () -> books.day(MTGOX, LocalDate.of(2023, 11, 15))))
                .isEmpty();
        assertThat(scans.of(
                        few,
                        () -> assertThat(gateway.statements()
                                        .importFile(
                                                new FileOrigin(MTGOX, "statement.csv", Currency.BTC, "ann"),
                                                new ByteArrayInputStream(statement)))
                                .isInstanceOf(RunAnswer.Done.class)))
                .as("all discrepancies of the account are looked at again, and no other table as a whole")
                .isSubsetOf("discrepancy");
    }

    @Test
    void a_query_that_reads_a_whole_table_is_caught() throws Exception {
        Sql planted = Sql.of("SELECT id FROM tillgate.merchant_order WHERE shop_data = :data");
        Sql other = Sql.of("SELECT order_id AS id FROM tillgate.payment WHERE payment_id = :data");

        assertThat(scans.of(() -> database.inTransaction(
                        connection -> planted.on(connection).set("data", "x").rows(row -> row.uuid("id")))))
                .containsExactly("merchant_order");
        assertThat(scans.of(() -> database.inTransaction(connection -> other.on(connection)
                        .set("data", UUID.randomUUID().toString())
                        .rows(row -> row.uuid("id")))))
                .containsExactly("payment");
    }

    private static OrderFilter filter(
            OrderStatus status,
            Anomaly anomaly,
            Attention attention,
            String processor,
            Period created,
            Amounts amount) {
        return new OrderFilter(status, anomaly, attention, processor, created, amount, null);
    }
}
