package io.tillgate.fences.planted;

/** The root, which nobody below may know. */
public final class PlantedGateway {}
