package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.rate.Arbitrage;
import io.tillgate.rate.ConsolidatedBook;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateSample;
import io.tillgate.rate.SourceState;
import io.tillgate.rate.Ticker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What staff see of the price of bitcoin in one currency.
 *
 * @param pairs all that can be chosen
 * @param sources of the pair, and of the one that it is priced over
 * @param samples the last ones, the newest first
 * @param historyUrl where the chart gets its data
 */
public record AdminRatesView(
        CurrencyPair pair,
        List<CurrencyPair> pairs,
        HistorySpan span,
        RateAnswer answer,
        List<SourceState> sources,
        List<Arbitrage> arbitrage,
        Optional<ConsolidatedBook> book,
        List<RateSample> samples,
        String historyUrl,
        Instant now) {

    /** Levels of the book on each side: what most orders of a shop would take. */
    static final int BOOK_ROWS = 12;

    private static final BigDecimal BASIS_POINTS = BigDecimal.valueOf(10_000);

    public AdminRatesView {
        pairs = List.copyOf(pairs);
        sources = List.copyOf(sources);
        arbitrage = List.copyOf(arbitrage);
        samples = List.copyOf(samples);
    }

    public RateAnswer.@Nullable Rate rate() {
        return answer instanceof RateAnswer.Rate rate ? rate : null;
    }

    public List<String> reasons() {
        return answer instanceof RateAnswer.NoRate none ? none.reasons() : List.of();
    }

    public List<HistorySpan> spans() {
        return List.of(HistorySpan.values());
    }

    /** How old something is, in the two largest units. */
    public String age(Instant at) {
        Duration age = Duration.between(at, now);
        return Shown.duration(age.isNegative() ? Duration.ZERO : age);
    }

    /** What a source does for the price at the moment. */
    public Standing standing(SourceState source) {
        if (source.reason() != null) {
            return new Standing("outcome-refused", "fails", source.reason());
        }
        RateAnswer.Rate rate = rate();
        if (rate == null || source.lastTicker() == null) {
            return new Standing("", "not used", null);
        }
        for (var cut : rate.cut()) {
            if (isOf(cut.ticker(), source)) {
                return new Standing("review", "cut", cut.reason());
            }
        }
        boolean used = rate.tickers().stream().anyMatch(ticker -> isOf(ticker, source));
        return used ? new Standing("outcome-applied", "in the price", null) : new Standing("", "not used", null);
    }

    /**
     * A word with its colour.
     *
     * @param badge its CSS class
     * @param detail why, where there is something to say
     */
    public record Standing(
            String badge, String word, @Nullable String detail) {}

    /** How far bid and ask are apart, in hundredths of a percent of the ask. */
    public static String widthBasisPoints(Ticker ticker) {
        return ticker.ask()
                .subtract(ticker.bid())
                .multiply(BASIS_POINTS)
                .divide(ticker.ask(), 1, RoundingMode.HALF_UP)
                .toPlainString();
    }

    public static String percent(int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).toPlainString() + " %";
    }

    /**
     * One level of the book.
     *
     * @param sum bitcoin of all levels down to this one
     * @param percent the sum, of all rows that are shown on either side
     */
    public record BookRow(String source, BigDecimal price, Money amount, Money sum, int percent) {}

    public List<BookRow> bids() {
        return book.map(known -> rows(known.bids(), known)).orElse(List.of());
    }

    public List<BookRow> asks() {
        return book.map(known -> rows(known.asks(), known)).orElse(List.of());
    }

    private static List<BookRow> rows(List<ConsolidatedBook.Offer> offers, ConsolidatedBook book) {
        long all = Math.max(1, Math.max(sum(book.bids()), sum(book.asks())));
        List<BookRow> rows = new ArrayList<>();
        long sum = 0;
        for (ConsolidatedBook.Offer offer : shown(offers)) {
            sum = Math.addExact(sum, offer.level().satoshi());
            int percent = BigDecimal.valueOf(sum)
                    .multiply(BigDecimal.valueOf(100))
                    .divide(BigDecimal.valueOf(all), 0, RoundingMode.HALF_UP)
                    .intValueExact();
            rows.add(new BookRow(
                    offer.source(),
                    offer.level().price(),
                    Money.satoshi(offer.level().satoshi()),
                    Money.satoshi(sum),
                    percent));
        }
        return rows;
    }

    private static long sum(List<ConsolidatedBook.Offer> offers) {
        return shown(offers).stream()
                .mapToLong(offer -> offer.level().satoshi())
                .reduce(0, Math::addExact);
    }

    private static List<ConsolidatedBook.Offer> shown(List<ConsolidatedBook.Offer> offers) {
        return offers.subList(0, Math.min(BOOK_ROWS, offers.size()));
    }

    private static boolean isOf(Ticker ticker, SourceState source) {
        return ticker.source().equals(source.source()) && ticker.pair().equals(source.pair());
    }
}
