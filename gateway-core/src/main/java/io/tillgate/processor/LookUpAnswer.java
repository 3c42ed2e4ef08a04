package io.tillgate.processor;

import io.tillgate.order.PaymentFact;
import java.util.List;

/** What a processor that can be asked says about the invoice of an order. */
public sealed interface LookUpAnswer {

    /**
     * It exists.
     *
     * @param payments all that the processor knows of its payments; facts that are known already change nothing
     */
    record Found(CreateAnswer.Created invoice, List<PaymentFact> payments) implements LookUpAnswer {
        public Found {
            payments = List.copyOf(payments);
        }
    }

    /** It certainly does not exist, so that creating it can't make a second one. */
    record NotFound() implements LookUpAnswer {}

    /** The processor could not be asked. */
    record Unknown(String reason) implements LookUpAnswer {}
}
