package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** All orders, and the one place where something happens to them. Safe for many threads. */
final class OrderBook {
    /** The oldest order makes room for the one too many. */
    static final int ORDERS_MAX = 200_000;

    private final InstantSource clock;
    private final SandboxTickers tickers;
    private final IpnSender sender;
    private final Wallet wallet;
    private final AtomicLong aonce = new AtomicLong();
    private final Map<String, LiveOrder> orders = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LiveOrder> eldest) {
            return size() > ORDERS_MAX;
        }
    };

    OrderBook(InstantSource clock, SandboxTickers tickers, IpnSender sender, Wallet wallet) {
        this.clock = clock;
        this.tickers = tickers;
        this.sender = sender;
        this.wallet = wallet;
    }

    LiveOrder create(OrderTerms terms) {
        LiveOrder order = new LiveOrder(terms, dueSatoshi(terms), clock.instant());
        synchronized (orders) {
            orders.put(order.transaction(), order);
        }
        return order;
    }

    Optional<LiveOrder> find(String transaction) {
        synchronized (orders) {
            return Optional.ofNullable(orders.get(transaction));
        }
    }

    /** Oldest first. */
    List<LiveOrder> all() {
        synchronized (orders) {
            return List.copyOf(orders.values());
        }
    }

    /**
     * Makes it happen and tells the merchant. Completes with the outcome of the first try; empty when the
     * order came without an {@code ipn} URL, so that there is nobody to tell.
     */
    CompletableFuture<Optional<IpnAttempt>> happen(LiveOrder order, IpnContent content) {
        IpnDelivery ipn = order.apply(content, aonce.incrementAndGet(), clock.instant());
        if (content.status().equals("paid")
                && (content.currency() == null || content.currency().equals("BTC"))) {
            long satoshi = content.amount() == null ? order.dueSatoshi() : content.amount();
            if (satoshi > 0) {
                wallet.deposit(satoshi, "Payment " + ipn.paymentId() + ", order " + order.transaction());
            }
        }
        if (order.terms().ipn().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return sender.deliver(order.terms().ipn(), ipn).thenApply(Optional::of);
    }

    /** A fiat price in bitcoin at the bid, rounded up: selling the coins at once brings at least the price. */
    private long dueSatoshi(OrderTerms terms) {
        if (terms.currency() == WireCurrency.BTC) {
            return terms.amountInt();
        }
        BigDecimal bid = tickers.snapshot(terms.currency()).bid();
        return terms.currency()
                .fromInt(terms.amountInt())
                .divide(bid, WireCurrency.BTC.scale(), RoundingMode.CEILING)
                .unscaledValue()
                .longValueExact();
    }
}
