package io.tillgate.figures;

/**
 * How far the orders came that were opened on one day, as known now.
 *
 * @param opened all of them
 * @param invoiced those that got an invoice of the processor
 * @param seen those for which money was seen, and those that were marked as paid by hand
 * @param paid those that are paid
 * @param expired those whose time went by
 * @param cancelled those that were given up
 * @param declined those that the processor refused
 */
public record Funnel(long opened, long invoiced, long seen, long paid, long expired, long cancelled, long declined) {

    public static final Funnel NONE = new Funnel(0, 0, 0, 0, 0, 0, 0);

    /** Those that may still become anything. */
    public long open() {
        return opened - paid - expired - cancelled - declined;
    }

    public Funnel plus(Funnel other) {
        return new Funnel(
                opened + other.opened,
                invoiced + other.invoiced,
                seen + other.seen,
                paid + other.paid,
                expired + other.expired,
                cancelled + other.cancelled,
                declined + other.declined);
    }
}
