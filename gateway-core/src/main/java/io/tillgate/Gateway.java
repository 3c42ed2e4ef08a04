package io.tillgate;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.notification.NotificationService;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.rate.RateService;
import io.tillgate.reconcile.OrderDesk;
import java.util.List;
import java.util.Optional;

/**
 * Tillgate inside a shop: creates merchant orders, takes in notifications, tells what is paid. Build one per application
 * with {@link #builder()}, {@link #start()} it when the application starts and {@link #close()} it when it stops.
 * Safe for use by many threads.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Gateway implements AutoCloseable {

    Gateway() {}

    public static GatewayBuilder builder() {
        return new GatewayBuilder();
    }

    /**
     * Checks the database and starts the threads: intake, relay of events, janitor, polling of prices.
     *
     * @throws io.tillgate.failure.ConfigurationException when the database lacks the schema of this version
     */
    public void start() {
        throw new UnsupportedOperationException();
    }

    /** Creates the order of a reference at the processor, or gives the open one again. Blocks for one call's time-out at most. */
    public CheckoutResult checkout(CheckoutRequest request) {
        throw new UnsupportedOperationException();
    }

    public Optional<MerchantOrder> order(OrderId id) {
        throw new UnsupportedOperationException();
    }

    /** All attempts of one of the shop's order numbers, the latest first. */
    public List<MerchantOrder> orders(String reference) {
        throw new UnsupportedOperationException();
    }

    /** The order whose page a buyer opened; empty when the token is not one of ours. */
    public Optional<MerchantOrder> orderByPageToken(String token) {
        throw new UnsupportedOperationException();
    }

    /** The secret part of an order's page, from which nothing else can be guessed. */
    public String pageToken(OrderId id) {
        throw new UnsupportedOperationException();
    }

    /** The buyer's page of an order, below the public base URL. */
    public String orderUrl(OrderId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs the listener after each committed change of one order, on whichever node it happened. May run it without a
     * change. The listener must be quick. Close the handle to stop.
     */
    public AutoCloseable watch(OrderId id, Runnable listener) {
        throw new UnsupportedOperationException();
    }

    public NotificationService notifications() {
        throw new UnsupportedOperationException();
    }

    public RateService rates() {
        throw new UnsupportedOperationException();
    }

    /** What staff read. */
    public OrderDesk desk() {
        throw new UnsupportedOperationException();
    }

    public Health health() {
        throw new UnsupportedOperationException();
    }

    /** Where the servlet is reachable from outside, without a slash at the end. */
    public String publicBaseUrl() {
        throw new UnsupportedOperationException();
    }

    /** Stops taking work, finishes what is under way within some seconds, ends all threads. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
