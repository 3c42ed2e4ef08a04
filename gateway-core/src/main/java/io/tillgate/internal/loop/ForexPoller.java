package io.tillgate.internal.loop;

import io.tillgate.money.Currency;
import io.tillgate.rate.CrossRule;
import io.tillgate.rate.ForexAnswer;
import io.tillgate.rate.ForexSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one source for the second legs of the crosses that the policy allows, where it is this node's turn. */
public final class ForexPoller {

    private static final Logger LOG = LoggerFactory.getLogger(ForexPoller.class);

    private final ForexSource source;
    private final Map<Currency, CrossRule> crosses;
    private final VenueDuty duty;
    private final MarketBoard board;
    private final Polite polite;

    public ForexPoller(ForexSource source, Map<Currency, CrossRule> crosses, VenueDuty duty, MarketBoard board) {
        this.source = source;
        this.crosses = Map.copyOf(crosses);
        this.duty = duty;
        this.board = board;
        this.polite = new Polite(source.politeInterval());
    }

    /** The loop of this poller, which wakes when duties change. */
    public Loop loop() {
        Loop loop = new Loop("forex-" + source.name(), source.politeInterval(), this::round);
        duty.onChange(loop::wake);
        return loop;
    }

    Loop.Next round() {
        if (duty.isOurs(source.name(), source.politeInterval()) && polite.mayAsk()) {
            crosses.forEach((currency, rule) -> {
                ForexAnswer answer = fetch(rule.via(), currency);
                if (answer instanceof ForexAnswer.Failed failed) {
                    LOG.info("no {}-{} from {}: {}", rule.via(), currency, failed.source(), failed.reason());
                }
                board.heard(answer);
            });
        }
        return Loop.Next.AFTER_PAUSE;
    }

    private ForexAnswer fetch(Currency base, Currency quote) {
        try {
            return source.fetch(base, quote);
        } catch (RuntimeException bug) {
            LOG.error("{} failed to ask for {}-{}", source.name(), base, quote, bug);
            return new ForexAnswer.Failed(
                    source.name(), "its client threw " + bug.getClass().getName());
        }
    }
}
