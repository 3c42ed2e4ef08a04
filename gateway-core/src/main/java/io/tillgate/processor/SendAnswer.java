package io.tillgate.processor;

/** What came of asking a processor to send coins. */
public sealed interface SendAnswer {

    /**
     * They are on their way.
     *
     * @param transactionId the transaction's, or the processor's id of a transfer between its own accounts
     */
    record Sent(String transactionId) implements SendAnswer {}

    /**
     * The processor said that it sent nothing, and asking again with the same values is no use.
     *
     * @param reason for staff
     */
    record Refused(String reason) implements SendAnswer {}

    /** It is certain that nothing was sent, since the request never left. */
    record NotSent(String reason) implements SendAnswer {}

    /** Whether they were sent can't be known: only the account history tells. */
    record Unknown(String reason) implements SendAnswer {}
}
