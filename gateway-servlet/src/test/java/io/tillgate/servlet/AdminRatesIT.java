package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.jdbc.RateSampleStore;
import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.OrderBookAnswer;
import io.tillgate.rate.RateSample;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The staff's page of rates: five venues, of which one has gone astray. */
class AdminRatesIT {

    private static final CurrencyPair PAIR = CurrencyPair.btc(Currency.of("EUR"));
    private static final int SAMPLES = 300;

    private static TestShop shop;

    @BeforeAll
    static void open() throws SQLException {
        shop = TestShop.open();
        shop.price("9.99000", "10.02000");
        tell("kraken", "10.00000", "10.01000");
        tell("coinbase", "10.02500", "10.03000");
        tell("bitstamp", "8.10000", "8.15000");
        shop.gateway.rates().accept(PAIR, "binance", new TickerAnswer.Failed("binance", "it answered HTTP 403"));
        shop.gateway.rates().acceptCheck(PAIR, "coinbase", "answered HTTP 403");
        book("kraken", "10.00000", "10.01000");
        book("coinbase", "10.02500", "10.03000");
        history();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void the_page_tells_the_price_each_source_arbitrage_and_the_book_without_any_script() {
        HttpResponse<String> page = shop.getAsStaff("/admin/rates");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("unsafe"));
        assertThat(page.body())
                .contains("<strong>10.00000</strong> EUR for 1 BTC", "3 sources, 1 cut")
                .as("sources")
                .contains("in the price", ">cut<", "fails", "it answered HTTP 403", "1 in a row")
                .contains("fall silent: <bdi>answered HTTP 403</bdi>")
                .as("arbitrage: buy at kraken for 10.01, sell at coinbase for 10.025")
                .contains("0.01500 EUR", "0.14 %")
                .as("book")
                .contains("Offers to buy", "Offers to sell", "10.02500", "0.50000000")
                .as("samples")
                .contains("The last samples as a table", "fresh")
                .doesNotContain("<style", "style=", "<script>");
    }

    @Test
    void the_chart_gets_every_source_by_column_with_what_was_cut() throws IOException {
        JsonNode json = ChartPages.json(shop, "/admin/rates/history?pair=BTC-EUR&span=day");

        int rows = json.at("/at").size();
        assertThat(rows).isBetween(SAMPLES / 2 - 1, SAMPLES);
        assertThat(json.at("/price")).hasSize(rows);
        assertThat(json.at("/median")).hasSize(rows);
        assertThat(json.at("/standing")).hasSize(rows);
        assertThat(json.findValuesAsText("source")).contains("bitstamp", "coinbase", "kraken", "mtgox");
        for (JsonNode source : json.at("/sources")) {
            assertThat(source.at("/bid")).hasSize(rows);
            assertThat(source.at("/ask")).hasSize(rows);
            assertThat(source.at("/cut_reason")).hasSize(rows);
        }
        assertThat(json.at("/sources/0/source").asText()).isEqualTo("bitstamp");
        assertThat(json.at("/sources/0/cut_reason").toString()).contains("from the median");
        assertThat(ChartPages.json(shop, "/admin/rates/history?pair=BTC-EUR&span=hour")
                        .at("/at")
                        .size())
                .isBetween(50, 62);
        assertThat(ChartPages.json(shop, "/admin/rates/history?pair=BTC-ISK").at("/sources"))
                .isEmpty();
    }

    @Test
    void a_currency_without_a_price_says_why() {
        assertThat(shop.getAsStaff("/admin/rates?pair=BTC-ISK").body())
                .contains("No price: orders in ISK are refused.", "No fresh order book", "mtgox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pair=BTC-JPY", "pair=%3Cb%3E", "span=decade", "pair=BTC-EUR&pair=BTC-ISK"})
    void a_mistake_is_named(String query) {
        String field = query.substring(0, query.indexOf('='));
        HttpResponse<String> page = shop.getAsStaff("/admin/rates?" + query, "Accept", "text/html");
        HttpResponse<String> data = shop.getAsStaff("/admin/rates/history?" + query);

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("<strong>" + field + "</strong>").doesNotContain("<b>");
        assertThat(data.statusCode()).isEqualTo(422);
        assertThat(data.body()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void only_staff_may_look() {
        for (String path : new String[] {"/admin/rates", "/admin/rates/history"}) {
            assertThat(shop.get(path).statusCode()).isEqualTo(401);
            assertThat(shop.get(path, "Authorization", TestShop.basic("bob")).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void the_chart_draws_itself_in_light_and_dark_and_on_a_phone() {
        try (Browser browser = Browser.open()) {
            ChartPages.look(
                    browser,
                    shop,
                    "/admin/rates",
                    1,
                    "price",
                    "before the spread",
                    "kraken",
                    "coinbase",
                    "bitstamp cut",
                    "highest ask");
        }
    }

    private static void tell(String source, String bid, String ask) {
        Ticker ticker = Ticker.market(source, PAIR, new BigDecimal(bid), new BigDecimal(ask), null, Instant.now());
        shop.gateway.rates().accept(PAIR, source, new TickerAnswer.Received(ticker));
    }

    private static void book(String source, String bid, String ask) {
        List<OrderBook.Level> bids = new ArrayList<>();
        List<OrderBook.Level> asks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            BigDecimal step = BigDecimal.valueOf(i * 5L, 3);
            bids.add(new OrderBook.Level(new BigDecimal(bid).subtract(step), 50_000_000L * (i + 1)));
            asks.add(new OrderBook.Level(new BigDecimal(ask).add(step), 40_000_000L * (i + 1)));
        }
        OrderBook book = new OrderBook(source, PAIR, bids, asks, Instant.now());
        shop.gateway.rates().accept(PAIR, new OrderBookAnswer.Received(book));
    }

    /** Five hours, by the minute: bitstamp strays away in the middle. */
    private static void history() throws SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        try (Connection connection = shop.postgres.dataSource().getConnection()) {
            for (int i = 1; i <= SAMPLES; i++) {
                BigDecimal median = BigDecimal.valueOf(10_000 + (long) (i % 60) * 3 + (long) (i % 7) * 4 - i, 3);
                boolean astray = i > 90 && i < 160;
                RateSampleStore.insert(
                        connection,
                        new RateSample(
                                PAIR,
                                now.minus(i, ChronoUnit.MINUTES),
                                median.subtract(BigDecimal.valueOf(50, 3)),
                                median,
                                50,
                                RateSample.Standing.FRESH,
                                List.of(
                                        source("kraken", median, 0, null),
                                        source("coinbase", median, 9, null),
                                        source("mtgox", median, -12, null),
                                        source(
                                                "bitstamp",
                                                median,
                                                astray ? 260 : 17,
                                                astray
                                                        ? "it is 260 basis points from the median, 150 are allowed"
                                                        : null))));
            }
        }
    }

    private static RateSample.Source source(String name, BigDecimal median, long offset, String cutReason) {
        BigDecimal bid = median.add(BigDecimal.valueOf(offset, 3));
        return new RateSample.Source(
                name, TickerKind.MARKET, bid, bid.add(BigDecimal.valueOf(15, 3)), Instant.now(), cutReason);
    }
}
