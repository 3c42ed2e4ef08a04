package io.tillgate.internal.ticker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtGoxTickerTest {

    static final CurrencyPair USD = CurrencyPair.btc(Currency.of("USD"));
    static final Instant NOW = Instant.parse("2012-03-09T12:00:00.123456Z");

    private final ObjectNode payload = (ObjectNode) vector().get("body").get("return");

    static JsonNode vector() {
        return vectors().get("v1");
    }

    static JsonNode vectors() {
        try (InputStream in = MtGoxTickerTest.class.getResourceAsStream("/vectors/mtgox-tickers.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_published_sample_is_read_to_the_digit() {
        assertThat(read())
                .isEqualTo(new Ticker(
                        "mtgox",
                        USD,
                        TickerKind.MARKET,
                        new BigDecimal("5.53587"),
                        new BigDecimal("5.56031"),
                        new BigDecimal("5.5594"),
                        new BigDecimal("5.610480461"),
                        5_582_958_960_346L,
                        NOW));
    }

    @Test
    void the_last_price_may_be_missing_but_not_wrong() {
        payload.remove("last");
        assertThat(read().last()).isNull();
        payload.putObject("last").put("value", "x").put("currency", "USD");
        assertThatThrownBy(this::read).hasMessage("last.value is not a decimal number in a string");
    }

    @Test
    void the_time_of_the_venue_counts_in_microseconds() {
        payload.put("now", "1331294399000001");
        assertThat(read().asOf()).isEqualTo(Instant.parse("2012-03-09T11:59:59.000001Z"));
        payload.put("now", 1331294399000001L);
        assertThat(read().asOf()).isEqualTo(Instant.parse("2012-03-09T11:59:59.000001Z"));
    }

    @Test
    void a_time_ahead_by_more_than_a_minute_gives_way_to_ours() {
        payload.put("now", micros(NOW.plus(Duration.ofMinutes(1))));
        assertThat(read().asOf()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
        payload.put("now", micros(NOW.plus(Duration.ofMinutes(1)).plusNanos(1000)));
        assertThat(read().asOf()).isEqualTo(NOW);
    }

    @Test
    void a_stale_time_is_kept_so_that_the_policy_can_refuse_it() {
        payload.put("now", "1");
        assertThat(read().asOf()).isEqualTo(Instant.EPOCH.plusNanos(1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1331294399.5", "9999999999999999999", "١٣٣١"})
    void a_time_that_cannot_be_read_gives_way_to_ours(String now) {
        payload.put("now", now);
        assertThat(read().asOf()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "-", "1e5", "1E999999999", "NaN", "0x1", "1,5", "1.2.3", "+1", " 1", "--1", "$5.53", "٥"
            })
    void a_value_that_is_no_plain_decimal_is_refused(String value) {
        set("buy", value, "USD");
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("buy.value is not a decimal number in a string");
    }

    @ParameterizedTest
    @CsvSource({
        "0, bid is not positive",
        "-1, bid is not positive",
        "5.7, crossed: bid 5.7 is above ask 5.56031",
        "1.12345678901, bid has an absurd number of digits",
        "9999999999999, bid is absurdly high",
    })
    void a_price_that_cannot_be_right_is_refused(String value, String reason) {
        set("buy", value, "USD");
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void a_price_of_more_than_40_characters_is_refused() {
        set("buy", "0".repeat(100_000) + "5", "USD");
        assertThatThrownBy(this::read).hasMessage("buy.value is not a decimal number in a string");
    }

    @Test
    void a_price_in_another_currency_is_refused() {
        set("sell", "5.6", "EUR");
        assertThatThrownBy(this::read).hasMessage("sell.currency is not USD");
        payload.putObject("sell").put("value", "5.6");
        assertThatThrownBy(this::read).hasMessage("sell.currency is not USD");
    }

    @Test
    void a_missing_side_is_refused() {
        payload.remove("sell");
        assertThatThrownBy(this::read).hasMessage("sell is missing or not an object");
        payload.put("sell", "5.6");
        assertThatThrownBy(this::read).hasMessage("sell is missing or not an object");
    }

    @Test
    void a_price_that_is_a_json_number_is_refused() {
        payload.putObject("buy").put("value", new BigDecimal("5.5")).put("currency", "USD");
        assertThatThrownBy(this::read).hasMessage("buy.value is not a decimal number in a string");
    }

    private void set(String field, String value, String currency) {
        payload.putObject(field).put("value", value).put("currency", currency);
    }

    private Ticker read() {
        return MtGoxTicker.read(payload, "mtgox", USD, NOW);
    }

    private static String micros(Instant instant) {
        return Long.toString(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000);
    }
}
