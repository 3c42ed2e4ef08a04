package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SandboxTickersTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final SandboxTickers tickers = new SandboxTickers(new PriceWalk(1), now::get);

    @Test
    void the_price_moves_within_a_few_seconds_stays_near_its_level_and_never_crosses() {
        Set<BigDecimal> seen = new HashSet<>();
        BigDecimal before = tickers.bid("EUR");
        for (int i = 0; i < 5_000; i++) {
            now.updateAndGet(then -> then.plusSeconds(3));
            BigDecimal bid = tickers.bid("EUR");
            assertThat(bid).isLessThan(tickers.ask("EUR")).isBetween(new BigDecimal(58_800), new BigDecimal(61_200));
            assertThat(bid.subtract(before).abs()).as("no jumps").isLessThan(new BigDecimal(60));
            before = bid;
            seen.add(bid);
        }
        assertThat(seen).hasSizeGreaterThan(4_500);
    }

    @Test
    void the_same_seed_and_time_give_the_same_market() {
        SandboxTickers twin = new SandboxTickers(new PriceWalk(1), now::get);
        SandboxTickers stranger = new SandboxTickers(new PriceWalk(2), now::get);

        assertThat(twin.snapshot(WireCurrency.JPY)).isEqualTo(tickers.snapshot(WireCurrency.JPY));
        assertThat(stranger.bid("JPY")).isNotEqualTo(tickers.bid("JPY"));
    }

    @Test
    void a_snapshot_hangs_together() {
        for (WireCurrency currency : WireCurrency.fiat()) {
            for (int hour = 0; hour < 48; hour++) {
                now.updateAndGet(then -> then.plus(Duration.ofMinutes(61)));
                SandboxTickers.Snapshot snapshot = tickers.snapshot(currency);
                assertThat(snapshot.bid()).isLessThan(snapshot.ask()).isPositive();
                assertThat(snapshot.last()).isBetween(snapshot.bid(), snapshot.ask());
                assertThat(snapshot.average()).isBetween(snapshot.low(), snapshot.high());
                assertThat(snapshot.last()).isBetween(snapshot.low(), snapshot.high());
                assertThat(snapshot.volume()).isBetween(new BigDecimal(20_000), new BigDecimal(60_000));
            }
        }
    }

    @Test
    void a_pinned_price_stays_until_it_is_released() {
        tickers.set("EUR", "59000.5", "59010");
        now.updateAndGet(then -> then.plus(Duration.ofDays(1)));

        assertThat(tickers.bid("EUR")).isEqualByComparingTo("59000.5");
        assertThat(tickers.ask("EUR")).isEqualByComparingTo("59010");
        tickers.release("EUR");
        assertThat(tickers.bid("EUR")).isNotEqualByComparingTo("59000.5");
    }

    @Test
    void a_price_that_is_no_market_is_refused() {
        assertThatThrownBy(() -> tickers.set("EUR", "2", "1")).hasMessageContaining("0 < bid < ask");
        assertThatThrownBy(() -> tickers.set("EUR", "1", "1")).hasMessageContaining("0 < bid < ask");
        assertThatThrownBy(() -> tickers.set("EUR", "0", "1")).hasMessageContaining("0 < bid < ask");
        assertThatThrownBy(() -> tickers.set("JPY", "1.0001", "2")).hasMessageContaining("at most 3");
        assertThatThrownBy(() -> tickers.set("BTC", "1", "2")).hasMessageContaining("no ticker");
        assertThatThrownBy(() -> tickers.set("XXX", "1", "2")).hasMessageContaining("no ticker");
    }

    @Test
    void the_scales_are_those_of_the_vectors() {
        assertThat(WireCurrency.values()).hasSize(Vectors.SCALES.size());
        for (WireCurrency currency : WireCurrency.values()) {
            assertThat(currency.scale())
                    .isEqualTo(Vectors.SCALES.get(currency.name()).intValue());
        }
    }

    @Test
    void value_objects_are_those_of_the_vectors() {
        JsonNode ticker = Vectors.TICKERS.at("/v1/body/return");
        ticker.properties().forEach(field -> {
            JsonNode expected = field.getValue();
            WireCurrency currency =
                    WireCurrency.valueOf(expected.get("currency").textValue());
            BigDecimal value = new BigDecimal(expected.get("value").textValue());

            assertThat(MarketData.value(currency, value))
                    .as(field.getKey())
                    .containsEntry("value", expected.get("value").textValue())
                    .containsEntry("value_int", expected.get("value_int").textValue())
                    .containsEntry("currency", expected.get("currency").textValue());
            assertThat(MarketData.value(currency, value).get("display").replace('\u00a0', ' '))
                    .isEqualTo(expected.get("display").textValue().replace('\u00a0', ' '));
        });
    }
}
