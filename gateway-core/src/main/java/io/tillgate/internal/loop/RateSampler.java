package io.tillgate.internal.loop;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.LastGoodRateStore;
import io.tillgate.internal.jdbc.RateSampleStore;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.CutTicker;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateBasis;
import io.tillgate.rate.RateSample;
import io.tillgate.rate.RateService;
import io.tillgate.rate.SourceState;
import io.tillgate.rate.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the price of each pair down once a minute, and thins what is old. One node does it for all. */
public final class RateSampler {

    /** The name of the lease on this work. */
    public static final String LEASE = "rate history";

    /** How often it looks whether a new minute began. */
    public static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration THIN_EVERY = Duration.ofHours(1);

    private final RateService rates;
    private final Database database;
    private final Leases leases;
    private final InstantSource clock;
    private Instant sampled = Instant.MIN;
    private Instant thinned = Instant.MIN;

    public RateSampler(RateService rates, Database database, Leases leases, InstantSource clock) {
        this.rates = rates;
        this.database = database;
        this.leases = leases;
        this.clock = clock;
    }

    /** One sample a pair and minute. */
    public Loop.Next round() throws SQLException {
        Instant now = clock.instant();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (minute.equals(sampled) || !leases.holds(LEASE)) {
            return Loop.Next.AFTER_PAUSE;
        }
        database.inTransaction(connection -> {
            for (CurrencyPair pair : rates.pairs()) {
                RateAnswer answer = rates.rate(pair.quote());
                RateSampleStore.insert(connection, sample(pair, minute, answer));
                if (answer instanceof RateAnswer.Rate rate
                        && rate.basis().standIn().isEmpty()) {
                    LastGoodRateStore.put(connection, rate);
                }
            }
            return minute;
        });
        sampled = minute;
        if (thinned.equals(Instant.MIN) || !thinned.plus(THIN_EVERY).isAfter(now)) {
            database.inTransaction(connection -> RateSampleStore.thin(connection, now));
            thinned = now;
        }
        return Loop.Next.AFTER_PAUSE;
    }

    private RateSample sample(CurrencyPair pair, Instant minute, RateAnswer answer) {
        if (answer instanceof RateAnswer.Rate rate) {
            return new RateSample(
                    pair,
                    minute,
                    rate.price(),
                    rate.median(),
                    rate.spreadBasisPoints(),
                    standing(rate.basis()),
                    sources(rate));
        }
        List<RateSample.Source> silent = new ArrayList<>();
        for (SourceState state : rates.sources()) {
            Ticker ticker = state.lastTicker();
            if (ticker != null && state.pair().equals(pair)) {
                silent.add(source(ticker, "no price could be picked"));
            }
        }
        return new RateSample(pair, minute, null, null, 0, RateSample.Standing.NONE, silent);
    }

    private static RateSample.Standing standing(RateBasis basis) {
        if (basis.standIn().isPresent()) {
            return RateSample.Standing.LAST_GOOD;
        }
        return basis instanceof RateBasis.Cross ? RateSample.Standing.CROSS : RateSample.Standing.FRESH;
    }

    /** The pair's own tickers of this minute: those of a cross's first leg are told by the other currency. */
    private static List<RateSample.Source> sources(RateAnswer.Rate rate) {
        List<RateSample.Source> sources = new ArrayList<>();
        if (rate.basis() instanceof RateBasis.Tickers fresh) {
            fresh.used().forEach(ticker -> sources.add(source(ticker, null)));
        }
        for (CutTicker cut : rate.cut()) {
            sources.add(source(cut.ticker(), cut.reason()));
        }
        return sources;
    }

    private static RateSample.Source source(Ticker ticker, @Nullable String cutReason) {
        return new RateSample.Source(
                ticker.source(), ticker.kind(), ticker.bid(), ticker.ask(), ticker.asOf(), cutReason);
    }
}
