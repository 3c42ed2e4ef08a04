package io.tillgate.bench.rates;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.ConversionAnswer;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.RateService;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Turning a price tag into satoshi at the current rate, as {@code /convert} and the checkout do. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvertBenchmark {

    private static final RatePolicy PATIENT = RatePolicy.DEFAULT.withAgeMax(Duration.ofDays(1));

    private final RateService rates = new RateService(Set.of(Market.PAIR), PATIENT, InstantSource.system());
    private final Money[] priceTags = new Money[1024];
    private int next;

    @Setup
    public void prepare() {
        Market.tell(rates, new BigDecimal("62345.67"));
        for (int i = 0; i < priceTags.length; i++) {
            priceTags[i] = new Money(Market.EUR, 99L + i * 137L);
        }
    }

    @Benchmark
    public ConversionAnswer convert() {
        next = (next + 1) & (priceTags.length - 1);
        return rates.convert(priceTags[next], Currency.BTC);
    }
}
