package io.tillgate.money;

import io.tillgate.failure.InvalidInputException;

/**
 * A currency and how many digits its minor unit has: 8 for BTC (satoshi), the ISO 4217 digits for the rest.
 *
 * @param code three upper-case letters
 * @param minorDigits decimal digits of the minor unit, 0 to 8
 */
public record Currency(String code, int minorDigits) {

    public static final Currency BTC = new Currency("BTC", 8);

    public Currency {
        if (code.length() != 3 || !code.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw unknown(code);
        }
        if (minorDigits < 0 || minorDigits > 8) {
            throw new IllegalArgumentException("minorDigits must be 0 to 8, not " + minorDigits);
        }
    }

    /** Finds a currency by its code; throws {@link InvalidInputException} when there is no such currency. */
    public static Currency of(String code) {
        if (code.equals(BTC.code)) {
            return BTC;
        }
        try {
            int digits = java.util.Currency.getInstance(code).getDefaultFractionDigits();
            if (digits >= 0) {
                return new Currency(code, digits);
            }
        } catch (IllegalArgumentException notIso) {
            throw unknown(code);
        }
        throw unknown(code);
    }

    private static InvalidInputException unknown(String code) {
        String shown = code.length() > 12 ? code.substring(0, 12) + "…" : code;
        return new InvalidInputException(
                "currency",
                "'" + shown + "' is not a currency",
                "use BTC or a code of ISO 4217 such as EUR, in capitals");
    }

    @Override
    public String toString() {
        return code;
    }
}
