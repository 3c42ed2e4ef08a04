package io.tillgate.internal.refund;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.NonceStore;
import io.tillgate.internal.jdbc.RefundLedger;
import io.tillgate.internal.mtgox.MtGoxProcessor;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTokens;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.SendingProcessor;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.RateService;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundPolicy;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundTerms;
import io.tillgate.sandbox.SandboxLine;
import io.tillgate.sandbox.SandboxProcessor;
import io.tillgate.testing.MovableClock;
import io.tillgate.testing.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Refunds on a real Postgres, with an account at the sandbox, whose janitor runs when a test says so. */
final class RefundStage implements AutoCloseable {

    static final String ADDRESS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
    static final RefundBy ANN = new RefundBy("ann", "the mug broke");
    static final Duration SAFETY = Duration.ofHours(1);

    final TestPostgres postgres = TestPostgres.fresh();
    final MovableClock clock = new MovableClock();
    final SandboxProcessor sandbox = SandboxProcessor.builder().clock(clock).start();
    final Database database = new Database(postgres.dataSource());
    final MtGoxProcessor processor = new MtGoxProcessor(
            MtGoxSettings.builder()
                    .baseUrl(sandbox.baseUrl() + "/api")
                    .apiKey(sandbox.apiKey())
                    .apiSecret(sandbox.apiSecretBase64())
                    .callTimeout(Duration.ofSeconds(5))
                    .build(),
            new NonceStore(database, clock));
    final RateService rates = new RateService(Set.of(CurrencyPair.btc(Currency.of("EUR"))), RatePolicy.DEFAULT, clock);
    final RefundLedger ledger = new RefundLedger(List.of("shop", "books"));
    final RefundDesk desk = desk(null);
    final RefundSender sender = sender(processor);

    RefundStage() {
        sandbox.deposit(100_000_000_000L, "Float");
    }

    RefundDesk desk(Money approvalAbove) {
        return desk(new RefundWays(List.of(processor), Map.of()), approvalAbove);
    }

    RefundDesk desk(RefundWays ways, Money approvalAbove) {
        RefundPolicy policy = new RefundPolicy(approvalAbove, SAFETY);
        return new StoredRefunds(
                database,
                new RefundStart(database, ways, rates, policy, new Uuid7(clock), clock),
                ways,
                ledger,
                new OrderTokens(new byte[32], List.of()),
                clock);
    }

    /** Another node. */
    RefundSender sender(SendingProcessor by) {
        return new RefundSender(by, database, queue(by), new RefundPolicy(null, SAFETY), clock);
    }

    RefundQueue queue(PaymentProcessor by) {
        return new RefundQueue(by, database, ledger, UUID.randomUUID(), clock);
    }

    /** What the shop is told of a refund: type, status and whose ear, in the order of the events. */
    String told(Refund refund) {
        return postgres.text(
                "SELECT coalesce(string_agg(type || ' ' || status || ' ' || consumer, ', ' ORDER BY id), 'nothing')"
                        + " FROM tillgate.outbox WHERE refund_id = '" + refund.id() + "'");
    }

    /** An order of 25.00 EUR, 50,000 satoshis, that received so much. */
    OrderId order(long received) {
        return order("mtgox", received);
    }

    OrderId order(String processorId, long received) {
        OrderId id = new OrderId(new Uuid7(clock).next());
        postgres.run("""
                INSERT INTO tillgate.merchant_order (id, reference, attempt, processor, price_currency, price_amount,
                    due_currency, due_amount, created_at, expires_at, status, anomaly, received_amount,
                    invoice_standing, updated_at)
                VALUES ('%s', '%s', 1, '%s', 'EUR', 2500, 'BTC', 50000, now(), now(), 'PAID', 'NONE', %d, 'LIVE', now())
                """.formatted(id, id, processorId, received));
        return id;
    }

    Refund start(OrderId order, String address) {
        return done(desk.start(
                new RefundDesk.NewRefund(UUID.randomUUID(), order, RefundTerms.of(RefundBasis.AS_PAID), address), ANN));
    }

    static Refund done(RefundResult result) {
        if (result instanceof RefundResult.Done done) {
            return done.refund();
        }
        throw new AssertionError(result);
    }

    Refund now(Refund refund) {
        return desk.find(refund.id()).orElseThrow();
    }

    List<SandboxLine> withdrawals() {
        return sandbox.lines().stream()
                .filter(line -> line.type().equals("withdraw"))
                .toList();
    }

    @Override
    public void close() {
        processor.close();
        sandbox.close();
        postgres.close();
    }
}
