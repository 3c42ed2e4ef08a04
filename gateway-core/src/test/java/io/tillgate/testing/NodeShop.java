package io.tillgate.testing;

import io.tillgate.Gateway;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.PaymentInstructions;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.ConfirmationBand;
import io.tillgate.processor.NodeSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.bitcoinj.crypto.HDKeyDerivation;

/** A shop with a Postgres of its own that takes payments to keys of its own, through a node. */
public final class NodeShop implements AutoCloseable {

    /** None up to 1000 satoshi, 1 up to 10,000, 2 up to 100,000, 6 above. */
    private static final ConfirmationBand[] BANDS = {
        new ConfirmationBand(1000, 0), new ConfirmationBand(10_000, 1), new ConfirmationBand(100_000, 2)
    };

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AtomicInteger WALLETS = new AtomicInteger();

    private final RegtestNode node;
    private final String accountKey = freshAccountKey();
    private final TestPostgres postgres = TestPostgres.fresh();
    private final MovableClock clock = new MovableClock();
    private final List<OrderEvent> events = new CopyOnWriteArrayList<>();
    private final List<Gateway> gateways = new CopyOnWriteArrayList<>();

    public NodeShop(RegtestNode node) {
        this.node = node;
    }

    /** A wallet that no other test uses: the chain remembers what was paid to it. */
    public static String freshAccountKey() {
        byte[] seed = new byte[32];
        seed[0] = (byte) WALLETS.incrementAndGet();
        return HDKeyDerivation.createMasterPrivateKey(seed).serializePubB58(org.bitcoinj.base.BitcoinNetwork.REGTEST);
    }

    public NodeSettings.Builder settings() {
        return NodeSettings.builder()
                .url(node.url())
                .credentials(RegtestNode.USER, RegtestNode.PASSWORD)
                .network(BitcoinNetwork.REGTEST)
                .accountKey(accountKey)
                .confirmations(BANDS)
                .callTimeout(Duration.ofSeconds(10))
                .pollEvery(Duration.ofMillis(100));
    }

    /** Starts a node of the shop and waits until it follows the chain. */
    public Gateway start() {
        Gateway gateway = start(settings -> settings);
        awaitFollowing(gateway);
        return gateway;
    }

    public Gateway start(UnaryOperator<NodeSettings.Builder> changes) {
        Gateway gateway = Gateway.builder()
                .dataSource(postgres.dataSource())
                .publicBaseUrl("http://localhost:1/pay")
                .secretKey(GatewayFixture.SECRET_KEY)
                .node(changes.apply(settings()).build())
                .clock(clock)
                .listener(events::add)
                .build();
        gateway.start();
        gateways.add(gateway);
        return gateway;
    }

    public void awaitFollowing(Gateway gateway) {
        Awaitility.await("the chain is followed")
                .atMost(PATIENCE)
                .until(() -> gateway.health().checks().stream()
                        .anyMatch(check -> check.name().equals("chain-node") && check.passed()));
    }

    public MerchantOrder order(Gateway gateway, String reference, long satoshi) {
        CheckoutResult result = gateway.checkout(
                CheckoutRequest.of(reference, Money.satoshi(satoshi)).build());
        if (result instanceof CheckoutResult.Ready ready) {
            return ready.order();
        }
        throw new AssertionError("not ready to pay: " + result);
    }

    public PaymentInstructions instructions(Gateway gateway, OrderId id) {
        return gateway.paymentInstructions(id).orElseThrow();
    }

    public String address(Gateway gateway, MerchantOrder order) {
        return instructions(gateway, order.id()).address();
    }

    /** Waits until the order has a status, and gives it. */
    public MerchantOrder await(Gateway gateway, MerchantOrder order, OrderStatus status) {
        return Awaitility.await(order.reference() + " is " + status)
                .atMost(PATIENCE)
                .until(() -> gateway.order(order.id()).orElseThrow(), now -> now.status() == status);
    }

    /** Waits until the shop has followed the chain to the node's last block. */
    public void awaitCaughtUp() {
        Awaitility.await("the shop has caught up")
                .atMost(PATIENCE)
                .until(() -> postgres.text("SELECT height FROM tillgate.chain_cursor")
                        .equals(Integer.toString(node.height())));
    }

    public long eventsOf(MerchantOrder order, OrderEventType type) {
        return events.stream()
                .filter(event -> event.orderId().equals(order.id()) && event.type() == type)
                .count();
    }

    public TestPostgres postgres() {
        return postgres;
    }

    public MovableClock clock() {
        return clock;
    }

    public void close(Gateway gateway) {
        gateways.remove(gateway);
        gateway.close();
    }

    @Override
    public void close() {
        gateways.forEach(Gateway::close);
        postgres.close();
    }
}
