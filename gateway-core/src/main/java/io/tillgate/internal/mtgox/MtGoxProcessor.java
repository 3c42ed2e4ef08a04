package io.tillgate.internal.mtgox;

import io.tillgate.money.Currency;
import io.tillgate.processor.AccountHistoryAnswer;
import io.tillgate.processor.AccountHistoryRequest;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.Capability;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.IpnAuthentication;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.NonceSequence;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.SendAnswer;
import io.tillgate.processor.SendRequest;
import io.tillgate.processor.SendingProcessor;
import io.tillgate.processor.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/**
 * A processor that speaks the Mt. Gox merchant wire of 2012: the seed's mtgox-api-http-v1.wiki, completed by
 * protocol/mtgox.md.
 *
 * <p>It has no way to look an invoice up and no idempotent create, so a lost answer stays Unknown: the invoice may
 * exist, and a second create makes a second one.
 */
public final class MtGoxProcessor implements SendingProcessor {

    private final ProcessorId id;
    private final Set<Capability> capabilities;
    private final Duration answerTimeMax;
    private final MtGoxCalls calls;
    private final MtGoxInvoiceClient invoices;
    private final MtGoxWalletClient wallet;
    private final BitcoinNetwork network;
    private final MtGoxIpnVerifier verifier;

    /**
     * Opens no connection and starts no thread.
     *
     * @param settings without problems, see {@link MtGoxSettings#problems()}
     * @param nonces shared by everything that uses the same API key
     */
    public MtGoxProcessor(MtGoxSettings settings, NonceSequence nonces) {
        this.id = new ProcessorId(settings.id());
        Set<Capability> can = EnumSet.of(Capability.CONFIRMATIONS, Capability.ACCOUNT_HISTORY, Capability.SEND);
        if (settings.ipnAuthentication() == IpnAuthentication.SIGNATURE) {
            can.add(Capability.SIGNED_NOTIFICATIONS);
        }
        this.capabilities = Set.copyOf(can);
        this.answerTimeMax = settings.callTimeout().multipliedBy(2);
        this.calls = new MtGoxCalls(settings, nonces);
        this.invoices = new MtGoxInvoiceClient(settings, calls);
        this.wallet = new MtGoxWalletClient(settings, calls, InstantSource.system());
        this.network = settings.network();
        this.verifier = new MtGoxIpnVerifier(settings);
    }

    @Override
    public ProcessorId id() {
        return id;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** One call timeout to wait for its turn, and one for the call. */
    @Override
    public Duration answerTimeMax() {
        return answerTimeMax;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Calls are made one after the other. Takes twice the call timeout at most: one to wait for its turn, one for
     * the call. A refused connection is Unknown like any other silence: trying again later may help, so it is not the
     * Declined that ends an order.
     *
     * @param request due in BTC
     * @throws io.tillgate.failure.GatewayException when no nonce can be had; then nothing was sent
     */
    @Override
    public CreateAnswer create(InvoiceRequest request) {
        if (!request.due().currency().equals(Currency.BTC)) {
            throw new IllegalArgumentException("the Mt. Gox wire takes orders in BTC, not in "
                    + request.due().currency() + ": order " + request.orderId());
        }
        return invoices.create(request);
    }

    @Override
    public AccountHistoryAnswer accountHistory(AccountHistoryRequest request) {
        return wallet.history(request);
    }

    @Override
    public BitcoinNetwork network() {
        return network;
    }

    @Override
    public SendAnswer send(SendRequest request) {
        return wallet.send(request);
    }

    @Override
    public Verdict verify(IncomingNotification notification) {
        return verifier.verify(notification);
    }

    @Override
    public Set<String> signatureHeaders() {
        return Set.of("Rest-Key", "Rest-Sign");
    }

    /** Cancels a call that is under way (its answer is then Unknown) and lets go of the connection. */
    @Override
    public void close() {
        calls.close();
    }

    @Override
    public String toString() {
        return "MtGoxProcessor[id=" + id + "]";
    }
}
