package io.tillgate.event;

import java.sql.Connection;

/**
 * The ear of a shop whose tables live in the same database: gets the very connection whose commit marks the event
 * delivered, so that what it writes there happens exactly once. In order per order. An exception rolls everything back,
 * and the event comes again later.
 *
 * <p>Called on a thread of the gateway. The connection is in a transaction that the gateway ends: committing, rolling
 * back or closing it throws.
 */
@FunctionalInterface
public interface TransactionalOrderListener {

    void onEvent(OrderEvent event, Connection connection) throws Exception;
}
