package io.tillgate.fences.planted.order;

import io.tillgate.fences.planted.checkout.PlantedCheckout;
import io.tillgate.fences.planted.internal.jdbc.PlantedStore;
import java.sql.Connection;

/** Violations of a noun. */
final class PlantedOrder {

    private PlantedOrder() {}

    record OrderKnowsCheckout(PlantedCheckout later) {}

    record OrderKnowsInternal(PlantedStore store) {}

    record OrderKnowsSql(Connection connection) {}
}
