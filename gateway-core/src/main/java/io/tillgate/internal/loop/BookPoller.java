package io.tillgate.internal.loop;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBookAnswer;
import io.tillgate.rate.OrderBookSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one venue for its order books at its polite interval, where it is this node's turn. No checkout waits for it. */
public final class BookPoller {

    private static final Logger LOG = LoggerFactory.getLogger(BookPoller.class);

    private final OrderBookSource source;
    private final Set<CurrencyPair> pairs;
    private final VenueDuty duty;
    private final MarketBoard board;
    private final Polite polite;

    public BookPoller(OrderBookSource source, Set<CurrencyPair> pairs, VenueDuty duty, MarketBoard board) {
        this.source = source;
        this.pairs = Set.copyOf(pairs);
        this.duty = duty;
        this.board = board;
        this.polite = new Polite(source.politeBookInterval());
    }

    /** The loop of this poller, which wakes when duties change. */
    public Loop loop() {
        Loop loop = new Loop("book-" + source.name(), source.politeBookInterval(), this::round);
        duty.onChange(loop::wake);
        return loop;
    }

    Loop.Next round() {
        if (duty.isOurs(source.name(), source.politeBookInterval()) && polite.mayAsk()) {
            for (CurrencyPair pair : pairs) {
                OrderBookAnswer answer = fetch(pair);
                if (answer instanceof OrderBookAnswer.Failed failed) {
                    LOG.info("no order book of {} from {}: {}", pair, failed.source(), failed.reason());
                }
                board.heard(pair, answer);
            }
        }
        return Loop.Next.AFTER_PAUSE;
    }

    private OrderBookAnswer fetch(CurrencyPair pair) {
        try {
            return source.fetchBook(pair);
        } catch (RuntimeException bug) {
            LOG.error("{} failed to ask for the order book of {}", source.name(), pair, bug);
            return new OrderBookAnswer.Failed(
                    source.name(), "its client threw " + bug.getClass().getName());
        }
    }
}
