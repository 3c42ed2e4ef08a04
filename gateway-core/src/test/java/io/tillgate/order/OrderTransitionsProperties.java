package io.tillgate.order;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.testing.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderTransitionsProperties {

    private static final int CASES = 20_000;

    @Test
    void any_shuffle_and_duplication_of_the_same_facts_ends_in_the_same_state() {
        Seeded.forAll(CASES, random -> {
            GeneratedOrder order = GeneratedOrder.from(random);
            List<PaymentFact> again = new ArrayList<>(order.facts().payments());
            for (PaymentFact fact : order.facts().payments()) {
                for (int copies = random.nextInt(3); copies > 0; copies--) {
                    again.add(fact);
                }
            }
            Collections.shuffle(again, random);

            assertThat(order.derive(again, order.now())).as("%s", order).isEqualTo(order.derive());
        });
    }

    @Test
    void any_delay_of_the_same_facts_ends_in_the_same_state() {
        Seeded.forAll(CASES, random -> {
            GeneratedOrder order = GeneratedOrder.from(random);
            Instant end = order.now().plus(Duration.ofDays(3));
            List<PaymentFact> arrived = new ArrayList<>();
            List<PaymentFact> arrivals = new ArrayList<>(order.facts().payments());
            Collections.shuffle(arrivals, random);
            OrderState last = order.derive(arrived, order.now());
            Instant clock = order.now();
            for (PaymentFact arrival : arrivals) {
                clock = clock.plusSeconds(random.nextInt(4 * 3600));
                arrived.add(arrival);
                last = order.derive(arrived, clock);
            }
            if (OrderTransitions.isWaitingForTheClock(last.status())) {
                last = order.derive(arrived, end);
            }

            assertThat(last)
                    .as("%s", order)
                    .isEqualTo(order.derive(order.facts().payments(), end));
        });
    }

    @Test
    void paid_never_without_enough_confirmed_money_unless_staff_waived_the_rest() {
        Seeded.forAll(CASES, random -> {
            GeneratedOrder order = GeneratedOrder.from(random);
            OrderState state = order.derive();
            long settled = payments(order).stream().mapToLong(Fold::settled).sum();

            boolean enough = settled >= order.needed().minorUnits();
            long waived = order.facts().waived();
            long covered = state.received().minorUnits() + waived;
            boolean waivedTheRest = waived > 0 && covered >= order.terms().due().minorUnits();

            if (!enough && !waivedTheRest) {
                assertThat(state.status()).as("%s", order).isNotEqualTo(OrderStatus.PAID);
            }
            if (waivedTheRest) {
                assertThat(state.status()).as("%s", order).isEqualTo(OrderStatus.PAID);
            }
            if (state.anomaly() == Anomaly.MARKED_BY_HAND) {
                assertThat(waivedTheRest && !enough).as("%s", order).isTrue();
            }
        });
    }

    @Test
    void more_money_never_turns_paid_into_anything_else() {
        Seeded.forAll(CASES, random -> {
            GeneratedOrder order = GeneratedOrder.from(random);
            if (order.derive().status() != OrderStatus.PAID) {
                return;
            }
            List<PaymentFact> more = new ArrayList<>(order.facts().payments());
            more.add(random.nextInt(more.size() + 1), order.furtherPayment(random));

            assertThat(order.derive(more, order.now()).status()).as("%s", order).isEqualTo(OrderStatus.PAID);
        });
    }

    @Test
    void only_a_conflict_a_reversal_or_less_confirmed_money_turns_paid_into_anything_else() {
        Seeded.forAll(CASES, random -> {
            GeneratedOrder order = GeneratedOrder.from(random);
            GeneratedOrder other = GeneratedOrder.from(random);
            OrderState before = order.derive();
            if (before.status() != OrderStatus.PAID || other.facts().payments().isEmpty()) {
                return;
            }
            PaymentFact fact = other.facts().payments().get(0);
            List<PaymentFact> more = new ArrayList<>(order.facts().payments());
            more.add(fact);
            OrderState after = order.derive(more, order.now());

            if (after.status() != OrderStatus.PAID) {
                Set<ReviewReason> reasons = EnumSet.of(ReviewReason.REVERSED, ReviewReason.CONFLICTING_PAYMENT);
                boolean less = !after.received().isAtLeast(before.received()) || fact.sequence() > 0;
                boolean explained = less || after.review().stream().anyMatch(reasons::contains);
                assertThat(explained)
                        .as("%s then %s gives %s", order, fact, after)
                        .isTrue();
            }
        });
    }

    @Test
    void received_and_pending_are_the_fold_of_the_payments() {
        Seeded.forAll(CASES, random -> {
            GeneratedOrder order = GeneratedOrder.from(random);
            OrderState state = order.derive();
            Collection<Fold> payments = payments(order);
            long received = payments.stream().mapToLong(Fold::confirmed).sum();
            long seen = payments.stream().mapToLong(Fold::seen).sum();

            assertThat(state.received()).as("%s", order).isEqualTo(Money.satoshi(received));
            assertThat(state.pending()).as("%s", order).isEqualTo(Money.satoshi(seen - received));
            assertThat(state.pending().minorUnits()).isNotNegative();
        });
    }

    @Test
    void the_clock_expires_what_waits_for_it_and_changes_nothing_else() {
        Seeded.forAll(CASES, random -> {
            GeneratedOrder order = GeneratedOrder.from(random);
            OrderState before = order.derive();
            OrderState after =
                    order.derive(order.facts().payments(), order.now().plusSeconds(random.nextInt(7 * 24 * 3600)));

            if (!OrderTransitions.isWaitingForTheClock(before.status())) {
                assertThat(after).as("%s", order).isEqualTo(before);
            } else if (after.status() != before.status()) {
                assertThat(after.status()).as("%s", order).isEqualTo(OrderStatus.EXPIRED);
            }
        });
    }

    @Test
    void what_is_odd_is_put_up_for_review() {
        Seeded.forAll(CASES, random -> {
            GeneratedOrder order = GeneratedOrder.from(random);
            OrderState state = order.derive();

            boolean lateAndAccepted = state.status() == OrderStatus.PAID && state.anomaly() == Anomaly.PAID_LATE;
            boolean decided = lateAndAccepted || state.anomaly() == Anomaly.MARKED_BY_HAND;
            if (state.anomaly() != Anomaly.NONE && !decided) {
                assertThat(state.needsReview()).as("%s gives %s", order, state).isTrue();
            }
        });
    }

    @Test
    void the_generator_reaches_every_status() {
        Set<OrderStatus> reached = EnumSet.noneOf(OrderStatus.class);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            reached.add(GeneratedOrder.from(random).derive().status());
        }
        assertThat(reached).containsExactlyInAnyOrder(OrderStatus.values());
    }

    /** What the facts of one payment come to, worked out from the definition: a second opinion on PaymentTotals. */
    private record Fold(PaymentState state, long confirmed, long seen) {

        static Fold of(List<PaymentFact> facts) {
            PaymentFact strongest = Collections.max(
                    facts, Comparator.comparing(PaymentFact::sequence).thenComparing(PaymentFact::state));
            List<PaymentFact> equals = facts.stream()
                    .filter(fact -> fact.sequence() == strongest.sequence() && fact.state() == strongest.state())
                    .toList();
            return new Fold(
                    strongest.state(),
                    equals.stream()
                            .mapToLong(fact -> fact.confirmed().minorUnits())
                            .max()
                            .orElseThrow(),
                    equals.stream()
                            .mapToLong(fact ->
                                    fact.confirmed().plus(fact.pending()).minorUnits())
                            .max()
                            .orElseThrow());
        }

        long settled() {
            return state == PaymentState.CONFIRMED ? confirmed : 0;
        }
    }

    private static Collection<Fold> payments(GeneratedOrder order) {
        return order.facts().payments().stream()
                .filter(fact -> fact.currency().equals(Currency.BTC))
                .collect(groupingBy(PaymentFact::paymentId))
                .values()
                .stream()
                .map(Fold::of)
                .toList();
    }
}
