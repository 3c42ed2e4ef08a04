package io.tillgate.rate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The middle of several prices, exactly. */
final class Median {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    private Median() {}

    /** The price in the middle; halfway between the two in the middle of an even number. At least one. */
    static <T> BigDecimal of(List<T> items, Function<T, BigDecimal> price) {
        List<BigDecimal> sorted = new ArrayList<>(items.size());
        items.forEach(item -> sorted.add(price.apply(item)));
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).add(sorted.get(middle)).multiply(HALF);
    }
}
