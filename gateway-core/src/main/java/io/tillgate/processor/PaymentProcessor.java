package io.tillgate.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A payment processor: the plug between Tillgate and whoever takes the coins. A shop may implement its own.
 *
 * <p>Implementations are called by many threads at once and bound their own time. What fails in a normal week is a
 * value they return; an exception is a bug and is treated as Unknown.
 */
public interface PaymentProcessor extends AutoCloseable {

    ProcessorId id();

    Set<Capability> capabilities();

    /**
     * Asks for an invoice. No database connection is held meanwhile.
     *
     * @return Declined only when it is certain that no invoice exists
     */
    CreateAnswer create(InvoiceRequest request);

    /**
     * How long any of these calls takes at most, waiting for a turn included. A call without an answer
     * after this is taken for one of a node that died: too short a time makes second invoices, too long a one lets the
     * buyer wait.
     */
    default Duration answerTimeMax() {
        return Duration.ofMinutes(1);
    }

    /**
     * Asks what became of an order's invoices, and compares each with what was ordered: id, data, amount, currency and
     * account. Only called on a processor with {@link Capability#LOOK_UP}.
     *
     * @param request what was or would have been sent to create them; the processor finds them by {@code data}
     * @param knownIds the processor's ids of those that we know; it looks for these by themselves, whatever their data says
     *     by now
     */
    default LookUpAnswer lookUp(InvoiceRequest request, Set<String> knownIds) {
        throw new UnsupportedOperationException(id() + " can't be asked");
    }

    /**
     * Lists the invoices of a period, so that those that changed are looked up soon. Only called on a processor with
     * {@link Capability#LIST_CHANGES}, and bounded by {@link #answerTimeMax}.
     */
    default SweepAnswer sweep(Instant createdSince) {
        throw new UnsupportedOperationException(id() + " lists no invoices");
    }

    /**
     * Tells the processor that a payment it holds to be late is accepted. Only called on a processor with
     * {@link Capability#SETTLE_LATE}, and repeated until it is settled there.
     */
    default SettleAnswer settleLate(String invoiceId) {
        throw new UnsupportedOperationException(id() + " does not settle late payments");
    }

    /**
     * Reads one page of the history of the account. Only called on a processor with {@link Capability#ACCOUNT_HISTORY}, and
     * bounded by {@link #answerTimeMax}.
     */
    default AccountHistoryAnswer accountHistory(AccountHistoryRequest request) {
        throw new UnsupportedOperationException(id() + " tells no account history");
    }

    /**
     * Verifies a notification over its raw bytes, in constant time, and reads it, in one step: unverified content never
     * leaves this method. Works on the request thread: no I/O.
     */
    Verdict verify(IncomingNotification notification);

    /** Names of the headers that {@link #verify} needs besides the body; kept with a notification that must wait. */
    default Set<String> signatureHeaders() {
        return Set.of();
    }

    /** What to answer once a notification is stored; {@code [OK]} on the Mt. Gox wire. */
    default String acknowledgement() {
        return "[OK]";
    }

    /** Lets go of threads and connections. */
    @Override
    default void close() {}
}
