package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderFilter.Amounts;
import io.tillgate.desk.OrderFilter.Attention;
import io.tillgate.desk.OrderFilter.Period;
import io.tillgate.desk.OrderPage;
import io.tillgate.desk.OrderPage.Reach;
import io.tillgate.desk.OrderPlace;
import io.tillgate.money.Currency;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderSearchIT {

    private static final int ORDERS = 20_000;
    private static final int PAGE = 50;
    private static final Currency EUR = Currency.of("EUR");

    private static TestPostgres postgres;
    private static Database database;

    @BeforeAll
    static void fill() {
        postgres = TestPostgres.fresh();
        ManyOrders.fill(postgres, ORDERS);
        database = new Database(postgres.dataSource());
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    static Stream<Arguments> filters() {
        Instant from = Instant.ofEpochMilli(1_700_000_000_000L + 60_000L * 5000);
        Period period = new Period(from, from.plusSeconds(60 * 3000));
        return Stream.of(
                Arguments.of(filter(null, null, Attention.ALL, null, null, null, null), "true"),
                Arguments.of(
                        filter(OrderStatus.DECLINED, null, Attention.ALL, null, null, null, null),
                        "status = 'DECLINED'"),
                Arguments.of(
                        filter(OrderStatus.EXPIRED, Anomaly.OVERPAID, Attention.ALL, null, null, null, null),
                        "status = 'EXPIRED' AND anomaly = 'OVERPAID'"),
                Arguments.of(
                        filter(null, Anomaly.NONE, Attention.ONLY_REVIEW, null, null, null, null),
                        "anomaly = 'NONE' AND review <> '{}'"),
                Arguments.of(
                        filter(OrderStatus.PAID, null, Attention.ALL, "old", null, null, null),
                        "status = 'PAID' AND processor = 'old'"),
                Arguments.of(
                        filter(OrderStatus.PAID, null, Attention.ALL, null, period, null, null),
                        "status = 'PAID' AND created_at >= '" + period.from() + "' AND created_at < '" + period.until()
                                + "'"),
                Arguments.of(
                        filter(null, null, Attention.ALL, null, null, new Amounts(EUR, 2500, 2500), null),
                        "price_currency = 'EUR' AND price_amount = 2500"),
                Arguments.of(
                        filter(null, null, Attention.ALL, null, null, new Amounts(Currency.BTC, 1200, 1300), null),
                        "due_amount BETWEEN 1200 AND 1300"),
                Arguments.of(
                        filter(OrderStatus.PAID, null, Attention.ALL, null, null, new Amounts(EUR, 0, 9000), null),
                        "status = 'PAID' AND price_currency = 'EUR'"),
                Arguments.of(search("SHOP-123"), "reference LIKE 'SHOP-123%'"),
                Arguments.of(search("ß19"), "reference LIKE 'ß19%'"),
                Arguments.of(search("web"), "reference LIKE 'web%'"),
                Arguments.of(search("scarf"), "description ~* '\\mscarf\\M'"),
                Arguments.of(search("КРУЖКА scarf"), "description LIKE 'Кружка%' OR description LIKE '% Кружка%'"),
                Arguments.of(search("weihnachtsstern mugs"), "description ~* 'weihnachtsstern.*mugs'"),
                Arguments.of(search("scarf teapot"), "false"),
                Arguments.of(search("---"), "false"),
                Arguments.of(search("25.00 EUR"), "price_currency = 'EUR' AND price_amount = 2500"),
                Arguments.of(search("btc 0.00001500"), "due_amount = 1500"),
                Arguments.of(
                        search("invoice-77"), "reference = 'ß77' OR reference = 'web/77' OR reference = 'SHOP-77'"),
                Arguments.of(search("\0invoice-78\0 "), "reference ~ '\\D78$'"));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void pages_down_and_up_again_hold_exactly_what_the_filter_says(OrderFilter filter, String condition)
            throws SQLException {
        List<String> expected = expected(condition);
        List<String> down = new ArrayList<>();
        OrderPage page = page(filter, OrderPlace.NEWEST);
        assertThat(page.newer()).isNull();
        List<OrderPage> pages = new ArrayList<>(List.of(page));
        add(down, page);
        while (page.older() != null) {
            page = page(filter, page.older());
            pages.add(page);
            add(down, page);
        }

        assertThat(down).isEqualTo(expected);
        assertThat(pages).allSatisfy(one -> assertThat(one.orders()).hasSizeLessThanOrEqualTo(PAGE));
        List<String> up = new ArrayList<>();
        add(up, page);
        for (int i = 0;
                i < pages.size() && page.newer() != null && !page.orders().isEmpty();
                i++) {
            page = page(filter, page.newer());
            List<String> above = new ArrayList<>();
            add(above, page);
            above.removeAll(up);
            up.addAll(0, above);
        }
        if (!page.orders().isEmpty()) {
            assertThat(up).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void an_export_holds_all_of_a_list(OrderFilter filter, String condition) throws SQLException {
        List<String> exported = new ArrayList<>();
        OrderPlace place = OrderPlace.NEWEST;
        while (place != null) {
            OrderPlace from = place;
            OrderPage page =
                    database.inTransaction(connection -> OrderSearch.exportPage(connection, filter, from, 1000));
            add(exported, page);
            place = page.older();
        }

        assertThat(exported).isEqualTo(expected(condition));
    }

    @Test
    void payments_and_orders_are_found_by_their_ids() throws SQLException {
        String id =
                postgres.text("SELECT id FROM tillgate.merchant_order WHERE reference = 'ß77' OR reference = 'web/77'"
                        + " OR reference = 'SHOP-77'");
        String payment = postgres.text("SELECT payment_id FROM tillgate.payment WHERE order_id = '" + id + "'");

        assertThat(references(page(search(id), OrderPlace.NEWEST)))
                .singleElement()
                .asString()
                .endsWith("77");
        assertThat(references(page(search(payment), OrderPlace.NEWEST)))
                .singleElement()
                .asString()
                .endsWith("77");
    }

    @Test
    void a_search_for_what_never_meets_stops_and_goes_on_at_the_next_page() throws SQLException {
        OrderPage page = page(search("mugs scarf"), OrderPlace.NEWEST);

        assertThat(page.orders()).isEmpty();
        assertThat(page.reach()).isEqualTo(Reach.SO_FAR);
        assertThat(page.older()).isNotNull();
        OrderPage rest = page(search("mugs scarf"), page.older());
        assertThat(rest.orders()).isEmpty();
        assertThat(rest.reach()).isEqualTo(Reach.WHOLE);
        assertThat(rest.older()).isNull();
    }

    private static OrderFilter search(String text) {
        return filter(null, null, Attention.ALL, null, null, null, text);
    }

    private static OrderFilter filter(
            OrderStatus status,
            Anomaly anomaly,
            Attention attention,
            String processor,
            Period created,
            Amounts amount,
            String search) {
        return new OrderFilter(status, anomaly, attention, processor, created, amount, search);
    }

    private static OrderPage page(OrderFilter filter, OrderPlace place) throws SQLException {
        return database.inTransaction(connection -> OrderSearch.page(connection, filter, place, PAGE));
    }

    private static void add(List<String> references, OrderPage page) {
        references.addAll(references(page));
    }

    private static List<String> references(OrderPage page) {
        return page.orders().stream().map(MerchantOrder::reference).toList();
    }

    private static List<String> expected(String condition) {
        String all = postgres.text("SELECT coalesce(string_agg(reference, ' ' ORDER BY id DESC), '')"
                + " FROM tillgate.merchant_order WHERE " + condition);
        return all.isEmpty() ? Collections.emptyList() : List.of(all.split(" "));
    }
}
