package io.tillgate;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.RefundLedger;
import io.tillgate.internal.loop.Loop;
import io.tillgate.internal.refund.ClaimLinks;
import io.tillgate.internal.refund.RefundQueue;
import io.tillgate.internal.refund.RefundSender;
import io.tillgate.internal.refund.RefundStart;
import io.tillgate.internal.refund.RefundWays;
import io.tillgate.internal.refund.StoredRefunds;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.Capability;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.RefundingProcessor;
import io.tillgate.processor.SendingProcessor;
import io.tillgate.rate.RateService;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts that give money back, put together. Nothing runs yet. */
final class RefundParts {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    final RefundDesk desk;

    /** One for each processor that gives money back: each holds a lease of its own. */
    final List<Loop> loops = new ArrayList<>();

    RefundParts(
            GatewayConfig config,
            Database database,
            List<PaymentProcessor> processors,
            RefundLedger ledger,
            RateService rates,
            Uuid7 ids) {
        Map<String, BitcoinNetwork> networks = new HashMap<>();
        config.nodes.forEach(node -> networks.put(node.id(), node.network()));
        RefundWays ways = new RefundWays(processors, networks);
        RefundPolicy policy = policy(config);
        RefundStart starts = new RefundStart(database, ways, rates, policy, ids, config.clock);
        desk = new StoredRefunds(database, starts, ways, ledger, config.tokens(), config.clock);
        for (PaymentProcessor processor : processors) {
            RefundQueue queue = new RefundQueue(processor, database, ledger, ids.next(), config.clock);
            if (processor.capabilities().contains(Capability.REFUND)
                    && processor instanceof RefundingProcessor refunding) {
                add(processor, new ClaimLinks(refunding, database, queue, config.clock)::round);
            } else if (processor.capabilities().contains(Capability.SEND)
                    && processor instanceof SendingProcessor sending) {
                add(processor, new RefundSender(sending, database, queue, policy, config.clock)::round);
            }
        }
    }

    /** A shop that set one amount for its staff has set it for refunds too. */
    private static RefundPolicy policy(GatewayConfig config) {
        RefundPolicy own = config.refundPolicy;
        return own.approvalAbove() != null
                ? own
                : new RefundPolicy(config.staffPolicy.approvalAbove(), own.safetyDelay());
    }

    private void add(PaymentProcessor processor, Loop.Round round) {
        loops.add(new Loop("refund-" + processor.id(), PAUSE, round));
    }
}
