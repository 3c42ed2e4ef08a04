package io.tillgate.fences.planted.checkout;

/** Innocent: it is others who must not know it. */
public final class PlantedCheckout {}
