package io.tillgate.processor;

/**
 * A processor that sends coins from its account to an address; declares {@link Capability#SEND} and {@link
 * Capability#ACCOUNT_HISTORY}, since a send has no key against repetition: whoever calls it commits the intent before, and
 * looks for a lost one in the history before it sends again.
 */
public interface SendingProcessor extends PaymentProcessor {

    /** Of the addresses that it sends to. */
    BitcoinNetwork network();

    /** Sends coins. Never repeats by itself what may have arrived. */
    SendAnswer send(SendRequest request);
}
