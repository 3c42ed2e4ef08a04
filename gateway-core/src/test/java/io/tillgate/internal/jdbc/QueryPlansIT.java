package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.Gateway;
import io.tillgate.desk.DeliveryPage;
import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderFilter.Amounts;
import io.tillgate.desk.OrderFilter.Attention;
import io.tillgate.desk.OrderFilter.Period;
import io.tillgate.desk.OrderPlace;
import io.tillgate.money.Currency;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No query that runs often reads a big table from end to end. */
class QueryPlansIT {

    private static final int ORDERS = 50_000;
    private static final Currency EUR = Currency.of("EUR");

    private static TestPostgres postgres;
    private static HikariDataSource oneConnection;
    private static Database database;
    private static SequentialScans scans;
    private static OrderDesk desk;
    private static OrderId middle;
    private static String payment;

    @BeforeAll
    static void fill() {
        postgres = TestPostgres.fresh();
        ManyOrders.fill(postgres, ORDERS);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl(TestPostgres.port()));
        config.setMaximumPoolSize(1);
        oneConnection = new HikariDataSource(config);
        database = new Database(oneConnection);
        scans = new SequentialScans(oneConnection);
        desk = gateway().desk();
        String id = postgres.text(
                "SELECT id FROM tillgate.merchant_order WHERE invoice_standing = 'LIVE' ORDER BY id OFFSET "
                        + ORDERS / 2 + " LIMIT 1");
        middle = OrderId.parse(id);
        payment = postgres.text("SELECT payment_id FROM tillgate.payment WHERE order_id = '" + id + "'");
    }

    @AfterAll
    static void close() {
        oneConnection.close();
        postgres.close();
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
                        .isEqualTo(new DeliveryPage(List.of(), ORDERS - DeliveryList.EVENTS_LOOKED_AT + 1L))))
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

    private static Gateway gateway() {
        String secret = Base64.getEncoder()
                .encodeToString("a secret of 32 bytes for a test.".getBytes(StandardCharsets.US_ASCII));
        return Gateway.builder()
                .dataSource(oneConnection)
                .publicBaseUrl("http://127.0.0.1/pay")
                .secretKey(secret)
                .mtGox(MtGoxSettings.builder()
                        .baseUrl("http://127.0.0.1:9/api")
                        .apiKey("52915cb8-4d97-4115-a43a-393c407143ae")
                        .apiSecret(secret)
                        .build())
                .listener(event -> {})
                .build();
    }
}
