package io.tillgate.internal.loop;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateService;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one venue for each configured pair, at the venue's polite interval, and hands the answers to the rate service. */
public final class TickerPoller {

    private static final Logger LOG = LoggerFactory.getLogger(TickerPoller.class);

    private final TickerSource source;
    private final RateService rates;

    public TickerPoller(TickerSource source, RateService rates) {
        this.source = source;
        this.rates = rates;
    }

    /** One loop for each source. */
    public static List<Loop> loops(List<TickerSource> sources, RateService rates) {
        return sources.stream()
                .map(source -> new Loop(
                        "ticker-" + source.name(), source.politeInterval(), new TickerPoller(source, rates)::round))
                .toList();
    }

    Loop.Next round() {
        for (CurrencyPair pair : rates.pairs()) {
            TickerAnswer answer = source.fetch(pair);
            if (answer instanceof TickerAnswer.Failed failed) {
                LOG.info("no {} from {}: {}", pair, failed.source(), failed.reason());
            }
            rates.accept(pair, source.name(), answer);
        }
        return Loop.Next.AFTER_PAUSE;
    }
}
