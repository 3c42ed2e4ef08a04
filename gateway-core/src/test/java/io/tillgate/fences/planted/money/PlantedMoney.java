package io.tillgate.fences.planted.money;

import io.tillgate.fences.planted.rate.PlantedRate;

/** Knows the rate, which knows the money: a cycle. */
public record PlantedMoney(PlantedRate rate) {}
