package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerSource;
import io.tillgate.testing.GatewayFixture;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Four whole gateways on one database: a venue meets one asker. */
class LeasedPollingIT {

    private static final Currency SEK = Currency.of("SEK");
    private static final Duration INTERVAL = Duration.ofMillis(400);
    private static final int NODES = 4;

    private final GatewayFixture fixture = new GatewayFixture();
    private final Queue<Integer> askers = new ConcurrentLinkedQueue<>();
    private final List<Gateway> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void one_of_them_asks_all_price_and_another_goes_on_when_it_stops() {
        for (int i = 0; i < NODES; i++) {
            int node = i;
            nodes.add(fixture.start(builder -> builder.currencies("SEK").tickerSource(venue(node))));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> nodes.stream().allMatch(LeasedPollingIT::prices));

        askers.clear();
        long began = System.nanoTime();
        await().atMost(Duration.ofSeconds(30)).until(() -> askers.size() >= 6);
        long intervals = Duration.ofNanos(System.nanoTime() - began).dividedBy(INTERVAL);
        assertThat(askers).hasSizeLessThanOrEqualTo((int) (intervals * 10 / 9) + 2);
        assertThat(askers.stream().distinct()).hasSize(1);

        int asker = askers.element();
        nodes.get(asker).close();
        askers.clear();
        await().atMost(Duration.ofSeconds(30)).until(() -> askers.stream().anyMatch(node -> node != asker));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        nodes.stream().filter(node -> node != nodes.get(asker)).allMatch(LeasedPollingIT::prices));
    }

    private static boolean prices(Gateway node) {
        return node.rates().rate(SEK) instanceof RateAnswer.Rate;
    }

    private TickerSource venue(int node) {
        return new TickerSource() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public Duration politeInterval() {
                return INTERVAL;
            }

            @Override
            public TickerAnswer fetch(CurrencyPair pair) {
                askers.add(node);
                return new TickerAnswer.Received(Ticker.market(
                        "counting", pair, new BigDecimal("1000"), new BigDecimal("1001"), null, Instant.now()));
            }
        };
    }
}
