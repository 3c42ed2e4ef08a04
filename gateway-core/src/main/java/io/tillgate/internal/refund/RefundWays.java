package io.tillgate.internal.refund;

import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.Capability;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.SendingProcessor;
import io.tillgate.refund.RefundWay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How each processor's refunds get to the buyer, and which addresses they may go to. */
public final class RefundWays {

    private final Map<String, RefundWay> ways = new HashMap<>();
    private final Map<String, BitcoinNetwork> networks = new HashMap<>();

    /**
     * Ways of the configured processors.
     *
     * @param networks of those whose coins live elsewhere than on the main network, by their ids
     */
    public RefundWays(List<PaymentProcessor> processors, Map<String, BitcoinNetwork> networks) {
        this.networks.putAll(networks);
        for (PaymentProcessor processor : processors) {
            String id = processor.id().value();
            if (processor.capabilities().contains(Capability.REFUND)) {
                ways.put(id, RefundWay.CLAIM_LINK);
            } else if (processor instanceof SendingProcessor sender
                    && processor.capabilities().contains(Capability.SEND)) {
                ways.put(id, RefundWay.SEND);
                this.networks.put(id, sender.network());
            }
        }
    }

    /** By hand where the processor can't, or is not configured any more. */
    RefundWay of(String processor) {
        return ways.getOrDefault(processor, RefundWay.BY_HAND);
    }

    BitcoinNetwork network(String processor) {
        return networks.getOrDefault(processor, BitcoinNetwork.MAINNET);
    }
}
