package io.tillgate.contract;

import io.tillgate.GatewayBuilder;
import io.tillgate.contract.NotificationDoor.Arrival;
import io.tillgate.processor.ProcessorId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A processor for the contract to play with: its buyers, its staff and its bad days. One for each test, with no invoice in
 * it.
 */
interface ProcessorWorld extends AutoCloseable {

    ProcessorId id();

    /** Adds the processor to a gateway, with this bound on a call. */
    GatewayBuilder configure(GatewayBuilder builder, Duration callTimeout);

    /** Tells the processor where notifications go, where an order does not. */
    void postTo(String url);

    /** Whether invoices are made by somebody else, over a wire that fails, and are theirs to refuse and to give up. */
    default boolean isElsewhere() {
        return true;
    }

    /** The processor's ids of its invoices, oldest first. */
    List<String> invoices();

    /** A buyer pays, confirmed at once. */
    void pay(String invoice, long satoshi);

    /** A buyer pays, seen and not confirmed; gives what {@link #confirm} needs. */
    String see(String invoice, long satoshi);

    void confirm(String invoice, String payment, long satoshi);

    /** The time to pay is over in the processor's books, where they have one. */
    void expire(String invoice);

    /** The processor or its staff give the invoice up. */
    void giveUp(String invoice);

    /** A payment that was seen is spent twice; false when this processor never tells of such a thing. */
    default boolean reverse(String invoice, String payment) {
        return false;
    }

    /** Whether a late payment counts in the processor's books; only asked where it can be told. */
    default boolean isSettled(String invoice) {
        throw new UnsupportedOperationException(invoice);
    }

    /** The next create is carried out and its answer lost. */
    void loseNextAnswer();

    /** The next create is carried out and answered late. */
    void answerLate(Duration delay);

    /** The next create is refused for good. */
    void refuseNext();

    /** No call is answered, until it is up again. */
    void down(boolean down);

    /** An authentic notification about an order that is not ours; empty where there are no notifications. */
    Optional<Arrival> foreign();

    @Override
    void close();
}
