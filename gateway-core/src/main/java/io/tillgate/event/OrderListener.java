package io.tillgate.event;

/**
 * The shop's ear. Each event is delivered at least once, in order per order, after the commit that made it true. An
 * exception means "not delivered": the event comes again later.
 *
 * <p>Called on a thread of the gateway, one event at a time per order. One that takes longer than 30 seconds may be heard
 * again meanwhile, on another node too: dedupe by {@link OrderEvent#id()}.
 */
@FunctionalInterface
public interface OrderListener {

    void onEvent(OrderEvent event) throws Exception;
}
