package io.tillgate.internal.loop;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one venue for each pair at the venue's polite interval, where it is this node's turn and the venue's stream does not
 * tell by itself. What a stream tells is asked for as well when this node takes over and once an hour, so that a venue that
 * can't be asked any more is known of before its stream falls silent.
 */
public final class TickerPoller {

    private static final Logger LOG = LoggerFactory.getLogger(TickerPoller.class);

    static final Duration CHECK_EVERY = Duration.ofHours(1);

    private final TickerSource source;
    private final Set<CurrencyPair> pairs;
    private final VenueDuty duty;
    private final VenueStreams streams;
    private final MarketBoard board;
    private final Polite polite;
    private final Polite checks;

    public TickerPoller(
            TickerSource source, Set<CurrencyPair> pairs, VenueDuty duty, VenueStreams streams, MarketBoard board) {
        this(source, pairs, duty, streams, board, CHECK_EVERY);
    }

    TickerPoller(
            TickerSource source,
            Set<CurrencyPair> pairs,
            VenueDuty duty,
            VenueStreams streams,
            MarketBoard board,
            Duration checkEvery) {
        this.checks = new Polite(checkEvery);
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
            List<CurrencyPair> streamed = new ArrayList<>();
            for (CurrencyPair pair : pairs) {
                if (streams.live(source.name(), pair)) {
                    streamed.add(pair);
                } else {
                    ask(pair);
                }
            }
            if (!streamed.isEmpty() && checks.mayAsk()) {
                streamed.forEach(this::check);
            }
        }
        return Loop.Next.AFTER_PAUSE;
    }

    private void ask(CurrencyPair pair) {
        TickerAnswer answer = fetch(pair);
        boolean failedBefore = board.known(pair, source.name())
                .filter(state -> state.reason() != null)
                .isPresent();
        if (answer instanceof TickerAnswer.Failed failed) {
            if (failedBefore) {
                LOG.debug("still no {} from {}: {}", pair, source.name(), failed.reason());
            } else {
                LOG.warn("no {} from {}: {}", pair, source.name(), failed.reason());
            }
        } else if (failedBefore) {
            LOG.info("{} answers again for {}", source.name(), pair);
        }
        board.heard(pair, source.name(), answer);
        if (answer instanceof TickerAnswer.Received) {
            board.checked(pair, source.name(), null);
        }
    }

    /** The stream's ticker is the newer one, so that only a fault is taken from the answer. */
    private void check(CurrencyPair pair) {
        String reason = fetch(pair) instanceof TickerAnswer.Failed failed ? failed.reason() : null;
        if (reason != null) {
            LOG.warn(
                    "{} streams {}, but can't be asked for it should the stream fall silent: {}",
                    source.name(),
                    pair,
                    reason);
        }
        board.checked(pair, source.name(), reason);
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
