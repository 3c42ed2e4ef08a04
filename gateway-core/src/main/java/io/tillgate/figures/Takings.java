package io.tillgate.figures;

import io.tillgate.money.Money;

/**
 * Money that was confirmed on one day, less what was withdrawn on it: negative when more was.
 *
 * @param received in the currency that it came in
 * @param atQuote the same in the currency of the price tags, at the rate of each order's quote
 */
public record Takings(Money received, Money atQuote) {}
