package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.sandbox.IpnContent;
import io.tillgate.testing.MovableClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The staff's page of figures: 120 days of a shop with two processors that sells in two currencies. */
class AdminFiguresIT {

    private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
    private static final int DAYS = 120;

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = TestShop.open(builder -> builder.timeZone(ZONE), ServletSettings.defaults());
        days(
                "day_funnel",
                "s.processor, 40 + s.wave * 3, 39 + s.wave * 3, 30 + s.wave * 2, 28 + s.wave * 2, 8 + s.wave, 2, 1",
                "");
        days("day_takings", "s.processor, 'BTC', 'EUR', 30000000 + s.wave * 4100000, 120000 + s.wave * 16400", "");
        days("day_takings", "s.processor, 'BTC', 'JPY', 2000000 + s.wave * 110000, 15000 + s.wave * 900", "");
        days(
                "day_confirmation",
                "s.processor, 30, 400000 + s.wave * 20000, 1200000 + s.wave * 40000, 2400000 + s.wave * 90000",
                "");
        days(
                "day_confirmation",
                "'', 60, 420000 + s.wave * 20000, 1250000 + s.wave * 40000, 2500000 + s.wave * 90000",
                "AND s.processor = 'mtgox'");
        days("day_exception", "s.processor, 'UNDERPAID', 1 + s.wave % 3", "AND s.wave % 2 = 0");
        days("day_exception", "s.processor, 'PAID_LATE', 1 + s.wave % 2", "AND s.wave % 3 = 0");
        days("day_exception", "s.processor, 'REFUSED_NOTIFICATION', 1", "AND s.wave = 5");
        together(
                "day_funnel",
                "sum(opened), sum(invoiced), sum(seen), sum(paid), sum(expired), sum(cancelled), sum(declined)",
                "");
        together("day_takings", "currency, price_currency, sum(received), sum(at_quote)", ", currency, price_currency");
        together("day_exception", "kind, sum(times)", ", kind");
        shop.postgres.run("INSERT INTO tillgate.figures_day SELECT DISTINCT day, now() FROM tillgate.day_funnel");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void the_page_tells_all_figures_without_any_script() {
        HttpResponse<String> page = shop.getAsStaff("/admin/figures?period=quarter");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("unsafe"));
        assertThat(page.body())
                .contains("Received", "priced in EUR, at the quotes", "priced in JPY, at the quotes")
                .as("funnel")
                .contains("got an invoice", "money was seen", "still open")
                .as("day by day")
                .contains(">" + today() + "</th>", ">" + today().minusDays(89) + "</th>", "Received (BTC)", "underpaid")
                .contains("Europe/Zurich")
                .doesNotContain(">" + today().minusDays(90) + "</th>")
                .doesNotContain("<style", "style=", "<script>");
        assertThat(page.body().split("<tr><th scope=\"row\">20", -1)).hasSize(91);
    }

    @Test
    void one_processor_alone_has_its_own_figures_and_all_together_the_sum() throws IOException {
        JsonNode all = ChartPages.json(shop, "/admin/figures/days?period=month");
        JsonNode one = ChartPages.json(shop, "/admin/figures/days?period=month&processor=mtgox");
        JsonNode other = ChartPages.json(shop, "/admin/figures/days?period=month&processor=btcpay");

        assertThat(all.at("/day")).hasSize(30);
        assertThat(all.at("/day/29").asText()).isEqualTo(today().toString());
        for (int i = 0; i < 30; i++) {
            assertThat(all.at("/opened/" + i).asLong())
                    .isPositive()
                    .isEqualTo(one.at("/opened/" + i).asLong()
                            + other.at("/opened/" + i).asLong());
            assertThat(all.at("/received/BTC/" + i).decimalValue())
                    .isEqualByComparingTo(one.at("/received/BTC/" + i)
                            .decimalValue()
                            .add(other.at("/received/BTC/" + i).decimalValue()));
        }
        assertThat(all.at("/half_s/3")).isNotEqualTo(one.at("/half_s/3"));
    }

    @Test
    void the_days_and_the_takings_can_be_taken_along_as_files() {
        HttpResponse<String> days = shop.getAsStaff("/admin/figures/days.csv?period=all");
        assertThat(days.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWithIgnoringCase("text/csv"));
        assertThat(days.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"tillgate-days.csv\"");
        List<String> rows = days.body().lines().toList();
        assertThat(rows).hasSize(DAYS + 1);
        assertThat(rows.get(0))
                .isEqualTo(
                        "day,opened,invoiced,seen,paid,expired,cancelled,declined,open,confirmed_orders,half_s,most_s,"
                                + "slowest_s,became_underpaid,became_overpaid,became_paid_late,became_mismatch,became_reversed,"
                                + "became_marked_by_hand,became_declined,became_refused_notification");
        int columns = rows.get(0).split(",", -1).length;
        assertThat(rows).allSatisfy(row -> assertThat(row.split(",", -1)).hasSize(columns));

        List<String> takings = shop.getAsStaff("/admin/figures/takings.csv?period=all&processor=mtgox")
                .body()
                .lines()
                .toList();
        assertThat(takings).hasSize(2 * DAYS + 1);
        assertThat(takings.get(0)).isEqualTo("day,currency,received,price_currency,at_quote");
        assertThat(takings.get(1)).matches("20..-..-..,BTC,0\\.[0-9]{8},EUR,[0-9]+\\.[0-9]{2}");
        assertThat(takings.get(2)).matches("20..-..-..,BTC,0\\.[0-9]{8},JPY,[0-9]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"period=decade", "processor=%3Cb%3E", "processor=paypal", "period=month&period=year"})
    void a_mistake_is_named(String query) {
        String field = query.substring(0, query.indexOf('='));
        for (String path : List.of("/admin/figures", "/admin/figures/days", "/admin/figures/days.csv")) {
            HttpResponse<String> page = shop.getAsStaff(path + "?" + query, "Accept", "text/html");
            assertThat(page.statusCode()).isEqualTo(422);
            assertThat(page.body()).contains("<strong>" + field + "</strong>").doesNotContain("<b>");
        }
        assertThat(shop.getAsStaff("/admin/figures/nothing").statusCode()).isEqualTo(404);
        assertThat(shop.getAsStaff("/admin/figures/days/more").statusCode()).isEqualTo(404);
    }

    @Test
    void only_staff_may_look() {
        for (String path : List.of("/admin/figures", "/admin/figures/days", "/admin/figures/takings.csv")) {
            assertThat(shop.get(path).statusCode()).isEqualTo(401);
            assertThat(shop.get(path, "Authorization", TestShop.basic("bob")).statusCode())
                    .isEqualTo(403);
            assertThat(shop.get(path, "Authorization", TestShop.basic("vera")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void an_order_is_in_the_figures_a_minute_after_it_was_paid() {
        MovableClock clock = new MovableClock();
        try (TestShop other = TestShop.open(builder -> builder.clock(clock), ServletSettings.defaults())) {
            assertThat(other.getAsStaff("/admin/figures").body()).contains("No figures yet");
            other.send(other.order("S-1"), IpnContent.paid(250_000_000));
            clock.advance(Duration.ofSeconds(61));
            await().atMost(TestShop.PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    other.getAsStaff("/admin/figures/days.csv").body())
                            .contains(",1,1,1,1,0,0,0,0,1,0,0,0,"));
            assertThat(other.getAsStaff("/admin/figures/takings.csv").body()).contains(",BTC,2.50000000,EUR,25.00");
        }
    }

    @Test
    void the_charts_draw_themselves_in_light_and_dark_and_on_a_phone() {
        try (Browser browser = Browser.open()) {
            ChartPages.look(
                    browser,
                    shop,
                    "/admin/figures?period=quarter",
                    4,
                    "received in BTC",
                    "priced in EUR",
                    "money was seen",
                    "9 of 10 within",
                    "paid late");
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZONE);
    }

    /** A row for each day of both processors together. */
    private static void together(String table, String sums, String keys) {
        shop.postgres.run("INSERT INTO tillgate." + table + " SELECT day, '', " + sums + " FROM tillgate." + table
                + " GROUP BY day" + keys);
    }

    /** A row of values for each day and each of two processors, in a gentle wave from 0 to 12. */
    private static void days(String table, String values, String where) {
        shop.postgres.run("INSERT INTO tillgate." + table + " SELECT s.day, " + values + " FROM ("
                + "SELECT date '" + today() + "' - n AS day, processor,"
                + " (abs((n + length(processor)) % 14 - 7) + (n * 7) % 6) AS wave"
                + " FROM generate_series(0, " + (DAYS - 1)
                + ") AS n, unnest(ARRAY['mtgox', 'btcpay']) AS processor) AS s"
                + " WHERE true " + where);
    }
}
