package io.tillgate.internal.ticker;

import io.tillgate.rate.OrderBook.Level;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Levels of order books, and how venues write them. */
final class Levels {

    private Levels() {}

    static Level level(String price, long satoshi) {
        return new Level(new BigDecimal(price), satoshi);
    }

    /** Levels of {@code price amount} as arrays of two strings. */
    static String arrays(String levels) {
        return Arrays.stream(levels.split(",", -1))
                .filter(level -> !level.isEmpty())
                .map(level -> "[\"" + level.replace(" ", "\",\"") + "\"]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Levels of {@code price amount} as arrays of two numbers. */
    static String numbers(String levels) {
        return arrays(levels).replace("\"", "");
    }

    /** Levels of {@code price amount} as objects of two numbers. */
    static String objects(String levels) {
        return Arrays.stream(levels.split(",", -1))
                .filter(level -> !level.isEmpty())
                .map(level -> "{\"price\":" + level.replace(" ", ",\"amount\":") + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
