package io.tillgate.rate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Sells bitcoin into the bids of several books as if they were one, the best price first, until an amount is raised. Pure. */
final class BookWalk {

    /** An amount that needs more levels than these is refused: its proof would be too long to keep. */
    static final int LEVELS_MAX = 1_000;

    private static final int SATOSHI_DIGITS = 8;

    private BookWalk() {}

    /**
     * What a walk came to.
     *
     * @param books the levels that were walked, all of the last one included
     * @param average what one BTC brought on average, rounded down
     */
    record Walked(List<BookSlice> books, BigDecimal average) {}

    /** Empty where the bids raise less than the amount, or too many are needed. */
    static Optional<Walked> raise(BigDecimal amount, List<BookSlice> books) {
        PriorityQueue<Place> best = new PriorityQueue<>(Place.ORDER);
        for (BookSlice book : books) {
            if (!book.bids().isEmpty()) {
                best.add(new Place(book, 0));
            }
        }
        Map<BookSlice, Integer> taken = new LinkedHashMap<>();
        BigDecimal missing = amount;
        long sold = 0;
        for (int levels = 0; levels < LEVELS_MAX && !best.isEmpty(); levels++) {
            Place place = best.remove();
            taken.put(place.book(), place.index() + 1);
            OrderBook.Level level = place.level();
            BigDecimal brings = level.price().multiply(BigDecimal.valueOf(level.satoshi(), SATOSHI_DIGITS));
            if (brings.compareTo(missing) >= 0) {
                long last = missing.divide(level.price(), SATOSHI_DIGITS, RoundingMode.UP)
                        .unscaledValue()
                        .longValueExact();
                BigDecimal all = BigDecimal.valueOf(Math.addExact(sold, last), SATOSHI_DIGITS);
                return Optional.of(
                        new Walked(slices(taken), amount.divide(all, Ticker.PRICE_SCALE_MAX, RoundingMode.DOWN)));
            }
            sold = Math.addExact(sold, level.satoshi());
            missing = missing.subtract(brings);
            if (place.index() + 1 < place.book().bids().size()) {
                best.add(new Place(place.book(), place.index() + 1));
            }
        }
        return Optional.empty();
    }

    private static List<BookSlice> slices(Map<BookSlice, Integer> taken) {
        List<BookSlice> slices = new ArrayList<>();
        taken.forEach((book, levels) ->
                slices.add(new BookSlice(book.source(), book.asOf(), book.bids().subList(0, levels))));
        return slices;
    }

    /** The next level of a book. */
    private record Place(BookSlice book, int index) {
        /** The highest price first; the name decides between equals, so that a walk can be walked again. */
        static final Comparator<Place> ORDER = Comparator.comparing(
                        (Place place) -> place.level().price(), Comparator.reverseOrder())
                .thenComparing(place -> place.book().source());

        OrderBook.Level level() {
            return book.bids().get(index);
        }
    }
}
