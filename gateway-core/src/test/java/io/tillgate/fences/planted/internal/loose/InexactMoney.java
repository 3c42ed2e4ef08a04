package io.tillgate.fences.planted.internal.loose;

import java.math.BigDecimal;
import java.util.function.Function;

/** Money that loses satoshis. */
final class InexactMoney {

    private InexactMoney() {}

    static final class HoldsADouble {
        final double[] prices = new double[1];
    }

    static final class TakesAFloat {
        void run(float price) {}
    }

    static final class GivesADouble {
        Double run() {
            return null;
        }
    }

    static final class TurnsIntoDouble {
        boolean run(BigDecimal price) {
            return price.doubleValue() > 1;
        }
    }

    static final class MadeOfDouble {
        BigDecimal run(int cents) {
            return new BigDecimal(cents / 100.0);
        }
    }

    static final class ParsesADouble {
        boolean run(String text) {
            return Double.parseDouble(text) > 1;
        }
    }

    static final class ByReference {
        Function<BigDecimal, Number> run() {
            return BigDecimal::doubleValue;
        }
    }
}
