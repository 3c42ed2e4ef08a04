package io.tillgate.internal.loop;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one venue for each pair at the venue's polite interval, where it is this node's turn and the venue's stream does not
 * tell by itself.
 */
public final class TickerPoller {

    private static final Logger LOG = LoggerFactory.getLogger(TickerPoller.class);

    private final TickerSource source;
    private final Set<CurrencyPair> pairs;
    private final VenueDuty duty;
    private final VenueStreams streams;
    private final MarketBoard board;
    private final Polite polite;

    public TickerPoller(
            TickerSource source, Set<CurrencyPair> pairs, VenueDuty duty, VenueStreams streams, MarketBoard board) {
        this.source = source;
        this.pairs = Set.copyOf(pairs);
        this.duty = duty;
        this.streams = streams;
        this.board = board;
        this.polite = new Polite(source.politeInterval());
    }

    /** The loop of this poller, which wakes when duties change. */
    public Loop loop() {
        Loop loop = new Loop("ticker-" + source.name(), source.politeInterval(), this::round);
        duty.onChange(loop::wake);
        return loop;
    }

    Loop.Next round() {
        if (duty.isOurs(source.name(), source.politeInterval()) && polite.mayAsk()) {
            for (CurrencyPair pair : pairs) {
                if (!streams.live(source.name(), pair)) {
                    ask(pair);
                }
            }
        }
        return Loop.Next.AFTER_PAUSE;
    }

    private void ask(CurrencyPair pair) {
        TickerAnswer answer = fetch(pair);
        if (answer instanceof TickerAnswer.Failed failed) {
            LOG.info("no {} from {}: {}", pair, failed.source(), failed.reason());
        }
        board.heard(pair, source.name(), answer);
    }

    private TickerAnswer fetch(CurrencyPair pair) {
        try {
            return source.fetch(pair);
        } catch (RuntimeException bug) {
            LOG.error("{} failed to ask for {}", source.name(), pair, bug);
            return new TickerAnswer.Failed(
                    source.name(), "its client threw " + bug.getClass().getName());
        }
    }
}
