package io.tillgate.reconcile;

/**
 * What somebody asked to book: what {@code Approval.terms} holds of a request to resolve a discrepancy.
 *
 * @param discrepancy its id
 * @param difference in minor units, as it was when it was asked for
 */
public record BookingTerms(long discrepancy, long difference) {

    private static final String BETWEEN = " by ";

    /** Reads what {@link #text} wrote. */
    public static BookingTerms parse(String text) {
        int between = text.indexOf(BETWEEN);
        return new BookingTerms(
                Long.parseLong(text.substring(0, between)), Long.parseLong(text.substring(between + BETWEEN.length())));
    }

    /** {@code 17 by -50}. */
    public String text() {
        return discrepancy + BETWEEN + difference;
    }
}
