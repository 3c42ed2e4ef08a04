package io.tillgate.fences.planted.internal.jdbc;

import io.tillgate.fences.planted.PlantedGateway;

/** In a package that is not null-marked. */
public final class PlantedStore {

    record StoreKnowsTheGateway(PlantedGateway gateway) {}
}
