package io.tillgate.internal.loop;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerSource;
import io.tillgate.rate.TickerStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A venue in memory that counts who asks it. */
final class ScriptedVenue {

    static final String NAME = "venue";
    static final Duration INTERVAL = Duration.ofMillis(20);

    private final InstantSource clock;
    volatile String bid = "100";
    volatile String failure;
    volatile RuntimeException bug;
    volatile boolean live = true;
    final AtomicInteger open = new AtomicInteger();
    volatile BiConsumer<CurrencyPair, TickerAnswer> sink;

    ScriptedVenue(InstantSource clock) {
        this.clock = clock;
    }

    TickerAnswer answer(CurrencyPair pair) {
        if (failure != null) {
            return new TickerAnswer.Failed(NAME, failure);
        }
        BigDecimal price = new BigDecimal(bid);
        return new TickerAnswer.Received(
                Ticker.market(NAME, pair, price, price.add(new BigDecimal("0.10")), null, clock.instant()));
    }

    /** One node's client. */
    TickerSource source(AtomicInteger asked) {
        return new TickerSource() {
            @Override
            public String name() {
                return NAME;
            }

            @Override
            public Duration politeInterval() {
                return INTERVAL;
            }

            @Override
            public TickerAnswer fetch(CurrencyPair pair) {
                asked.incrementAndGet();
                if (bug != null) {
                    throw bug;
                }
                return answer(pair);
            }
        };
    }

    TickerStream stream() {
        return new TickerStream() {
            @Override
            public String name() {
                return NAME;
            }

            @Override
            public void open(Set<CurrencyPair> pairs, BiConsumer<CurrencyPair, TickerAnswer> to) {
                open.incrementAndGet();
                sink = to;
            }

            @Override
            public boolean live(CurrencyPair pair) {
                return live;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
