package io.tillgate.rate;

import java.math.BigDecimal;

/**
 * Somebody pays more for bitcoin at one venue than it costs at another. Between venues in good health it is small and short;
 * a large one tells that a source is wrong.
 *
 * @param buyAt whose ask is below the other's bid
 * @param sellAt whose bid that is
 * @param gain the bid less the ask, in the pair's currency for one BTC
 * @param basisPoints the gain in hundredths of a percent of the ask, rounded down
 */
public record Arbitrage(Ticker buyAt, Ticker sellAt, BigDecimal gain, int basisPoints) {}
