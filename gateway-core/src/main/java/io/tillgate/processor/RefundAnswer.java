package io.tillgate.processor;

import io.tillgate.money.Money;

/** What came of asking a processor to give money back. */
public sealed interface RefundAnswer {

    /**
     * The refund exists, from this request or from an earlier one of the same name.
     *
     * @param refundId the processor's id of it
     * @param claimUrl where the buyer says where the coins are to go
     * @param amount what goes back
     */
    record Created(String refundId, String claimUrl, Money amount) implements RefundAnswer {}

    /**
     * There is none, and asking again with the same values is no use.
     *
     * @param reason for staff
     */
    record Refused(String reason) implements RefundAnswer {}

    /** Whether it exists can't be known. Ask again with the same name. */
    record Unknown(String reason) implements RefundAnswer {}
}
