package io.tillgate.bench.micro;

import io.tillgate.money.Money;
import io.tillgate.order.InvoiceStanding;
import io.tillgate.order.OrderFacts;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderTerms;
import io.tillgate.order.OrderTransitions;
import io.tillgate.order.PaymentFact;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deriving an order's state from its payments. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class DeriveBenchmark {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /** How many payment facts the order has. */
    @Param({"1", "10"})
    public int payments;

    private final OrderTransitions transitions = new OrderTransitions(OrderPolicy.DEFAULT);
    private final OrderTerms terms =
            new OrderTerms(Money.satoshi(1_000_000), Money.satoshi(1_000_000), NOW.plusSeconds(900));
    private OrderFacts facts = new OrderFacts(List.of(), InvoiceStanding.LIVE);

    @Setup
    public void prepare() {
        List<PaymentFact> list = IntStream.range(0, payments)
                .mapToObj(i -> PaymentFact.confirmed("payment-" + i, Money.satoshi(1_000_000 / payments), NOW))
                .toList();
        facts = new OrderFacts(list, InvoiceStanding.LIVE);
    }

    @Benchmark
    public OrderState derive() {
        return transitions.derive(terms, facts, NOW);
    }
}
