package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketIT {
    private static final List<String> FULL =
            List.of("high", "low", "avg", "vwap", "vol", "last_local", "last", "last_orig", "last_all", "buy", "sell");

    private SandboxProcessor sandbox;
    private Merchant merchant;

    @BeforeEach
    void start() {
        sandbox = SandboxProcessor.builder()
                .clock(InstantSource.fixed(Instant.parse("2013-03-30T18:46:00.478556Z")))
                .start();
        merchant = new Merchant(sandbox);
        sandbox.tickers().set("EUR", "60000.12345", "60010");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/1/BTCEUR/public/ticker, return, full, false",
        "/api/1/BTCEUR/ticker, return, full, true",
        "/api/1/BTCEUR/ticker_fast, return, fast, true",
        "/api/2/BTCEUR/money/ticker, data, full, true",
        "/api/2/BTCEUR/money/ticker_fast, data, fast, true"
    })
    void a_ticker_has_the_fields_of_its_version(String path, String payload, String size, boolean now)
            throws Exception {
        Merchant.Reply reply = merchant.get(path);
        assertThat(reply.status()).isEqualTo(200);
        JsonNode ticker = reply.json().get(payload);

        List<String> expected = new ArrayList<>(size.equals("full") ? FULL : FULL.subList(5, FULL.size()));
        if (now) {
            expected.add("now");
            assertThat(ticker.get("now").textValue()).isEqualTo("1364669160478556");
        }
        assertThat(ticker.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ticker.at("/buy/value").textValue()).isEqualTo("60000.12345");
        assertThat(ticker.at("/buy/value_int").textValue()).isEqualTo("6000012345");
        assertThat(ticker.at("/buy/currency").textValue()).isEqualTo("EUR");
        assertThat(ticker.at("/sell/value_int").textValue()).isEqualTo("6001000000");
        assertThat(ticker.at("/last_orig/currency").textValue()).isEqualTo("USD");
    }

    @Test
    void the_first_version_has_bare_numbers_and_dollars_unless_told_otherwise() throws Exception {
        JsonNode euro =
                merchant.get("/api/0/data/ticker.php?Currency=EUR").json().get("ticker");

        assertThat(euro.get("buy").isNumber()).isTrue();
        assertThat(euro.get("buy").decimalValue()).isEqualByComparingTo("60000.12345");
        assertThat(merchant.get("/api/0/data/ticker.php")
                        .json()
                        .at("/ticker/last")
                        .decimalValue())
                .isGreaterThan(new BigDecimal("60000"));
        Vectors.TICKERS
                .at("/v0/body/ticker")
                .fieldNames()
                .forEachRemaining(name -> assertThat(euro.has(name)).as(name).isTrue());
        assertThat(merchant.get("/api/0/data/ticker.php?Currency=XXX").json().has("error"))
                .isTrue();
    }

    @Test
    void every_currency_has_a_ticker_in_its_own_scale_with_the_bid_below_the_ask() throws Exception {
        List<String> codes = new ArrayList<>();
        Vectors.SCALES.fieldNames().forEachRemaining(codes::add);
        codes.remove("BTC");
        assertThat(codes).hasSize(18);
        for (String code : codes) {
            JsonNode ticker =
                    merchant.get("/api/1/BTC" + code + "/ticker").json().get("return");
            int scale = Vectors.SCALES.get(code).intValue();
            for (String side : List.of("buy", "sell", "last", "high", "low")) {
                BigDecimal value =
                        new BigDecimal(ticker.at("/" + side + "/value").textValue());
                assertThat(ticker.at("/" + side + "/value_int").textValue())
                        .as(code + " " + side)
                        .isEqualTo(
                                value.movePointRight(scale).toBigIntegerExact().toString());
            }
            assertThat(ticker.at("/buy/value_int").textValue().length())
                    .as("no scale makes the numbers of " + code + " overflow")
                    .isLessThan(19);
            assertThat(new BigDecimal(ticker.at("/buy/value").textValue()))
                    .isLessThan(new BigDecimal(ticker.at("/sell/value").textValue()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/1/generic/public/currency?currency=JPY",
                "/api/1/generic/currency?currency=JPY",
                "/api/1/BTCJPY/currency",
                "/api/2/BTCJPY/money/currency"
            })
    void a_currency_tells_its_scale_in_strings(String path) throws Exception {
        JsonNode json = merchant.get(path).json();
        JsonNode yen = json.get(path.startsWith("/api/2") ? "data" : "return");

        assertThat(yen.get("currency").textValue()).isEqualTo("JPY");
        assertThat(yen.get("decimals").textValue()).isEqualTo("3");
        assertThat(yen.get("display_decimals").textValue()).isEqualTo("0");
        assertThat(yen.get("virtual").textValue()).isEqualTo("N");
        assertThat(yen.get("symbol_position").textValue()).isEqualTo("before");
        assertThat(yen.get("ticker_channel").textValue()).isEqualTo("a39ae532-6a3c-4835-af8c-dda54cb4874e");
    }

    @Test
    void what_has_no_ticker_or_no_currency_is_an_error_in_the_envelope() throws Exception {
        assertThat(merchant.get("/api/2/money/ticker").status()).isEqualTo(500);
        assertThat(merchant.get("/api/1/BTCXXX/ticker").status()).isEqualTo(400);
        assertThat(merchant.get("/api/1/BTCBTC/ticker").status()).isEqualTo(400);
        assertThat(merchant.get("/api/1/generic/currency").json().get("token").textValue())
                .isEqualTo("missing_parameter");
        assertThat(merchant.get("/api/1/generic/currency?currency=usd")
                        .json()
                        .get("error")
                        .textValue())
                .contains("usd");
    }
}
