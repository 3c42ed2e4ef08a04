package io.tillgate.internal.refund;

import io.tillgate.processor.AccountHistoryAnswer;
import io.tillgate.processor.AccountHistoryRequest;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.Capability;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.SendAnswer;
import io.tillgate.processor.SendRequest;
import io.tillgate.processor.SendingProcessor;
import io.tillgate.processor.Verdict;
import java.util.Set;

/** A real processor on a node that dies around a send, as a killed thread would. */
final class DyingProcessor implements SendingProcessor {

    enum Moment {
        BEFORE_THE_CALL,
        AFTER_THE_CALL
    }

    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final SendingProcessor real;
    private final Moment moment;

    DyingProcessor(SendingProcessor real, Moment moment) {
        this.real = real;
        this.moment = moment;
    }

    @Override
    public SendAnswer send(SendRequest request) {
        if (moment == Moment.AFTER_THE_CALL) {
            real.send(request);
        }
        throw new Death();
    }

    @Override
    public ProcessorId id() {
        return real.id();
    }

    @Override
    public Set<Capability> capabilities() {
        return real.capabilities();
    }

    @Override
    public CreateAnswer create(InvoiceRequest request) {
        return real.create(request);
    }

    @Override
    public AccountHistoryAnswer accountHistory(AccountHistoryRequest request) {
        return real.accountHistory(request);
    }

    @Override
    public BitcoinNetwork network() {
        return real.network();
    }

    @Override
    public Verdict verify(IncomingNotification notification) {
        return real.verify(notification);
    }
}
