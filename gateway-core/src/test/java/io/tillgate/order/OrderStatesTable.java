package io.tillgate.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every status with every anomaly that an order can have there, and what each signal makes of it. Found by telling all
 * stories up to a length; the shortest one with a live invoice represents its status and anomaly.
 */
final class OrderStatesTable {

    /** A status and an anomaly, in the order in which an operator reads them. */
    record Place(OrderStatus status, Anomaly anomaly) implements Comparable<Place> {

        static Place of(OrderState state) {
            return new Place(state.status(), state.anomaly());
        }

        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::status)
                    .thenComparing(Place::anomaly, Comparator.reverseOrder())
                    .compare(this, other);
        }
    }

    /** Where stories meet again: the same facts, in whatever order they came. */
    private record Situation(
            Set<PaymentFact> payments,
            Set<InvoiceState> invoices,
            OrderFacts.OtherAttempts others,
            ByHand byHand,
            Instant now) {

        static Situation of(OrderStory story) {
            return new Situation(
                    Set.copyOf(story.payments()),
                    Set.copyOf(story.invoices()),
                    story.others(),
                    story.byHand(),
                    story.now());
        }
    }

    private static final Comparator<OrderStory> MORE_TYPICAL = Comparator.<OrderStory, Boolean>comparing(
                    story -> story.standing() != InvoiceStanding.LIVE)
            .thenComparing(story -> story.signals().size());

    private final Map<Place, OrderStory> representatives;

    private OrderStatesTable(Map<Place, OrderStory> representatives) {
        this.representatives = representatives;
    }

    static OrderStatesTable of(int signalsMax) {
        Map<Place, OrderStory> found = new TreeMap<>();
        Set<Situation> known = new HashSet<>();
        List<OrderStory> stories = List.of(OrderStory.beginning());
        for (int length = 0; length <= signalsMax; length++) {
            for (OrderStory story : stories) {
                found.merge(Place.of(story.state()), story, OrderStatesTable::moreTypical);
            }
            stories = length == signalsMax ? List.of() : longer(stories, known);
        }
        return new OrderStatesTable(found);
    }

    /** One story for each status and anomaly that exists, sorted. */
    Map<Place, OrderStory> representatives() {
        return representatives;
    }

    /** What the signal makes of the place; empty where it can't happen there. */
    Optional<OrderState> after(Place place, OrderSignal signal) {
        return representatives.get(place).then(signal).map(OrderStory::state);
    }

    /** The changes of status among orders without an anomaly, and the signals that make each of them. */
    Map<OrderStatus, Map<OrderStatus, List<OrderSignal>>> ordinaryChanges() {
        Map<OrderStatus, Map<OrderStatus, List<OrderSignal>>> changes = new TreeMap<>();
        for (Place place : representatives.keySet()) {
            if (place.anomaly() != Anomaly.NONE) {
                continue;
            }
            for (OrderSignal signal : OrderSignal.values()) {
                after(place, signal)
                        .filter(state -> state.status() != place.status())
                        .ifPresent(state -> changes.computeIfAbsent(place.status(), from -> new TreeMap<>())
                                .computeIfAbsent(state.status(), to -> new ArrayList<>())
                                .add(signal));
            }
        }
        return changes;
    }

    /** The anomalies that exist with a status, the harmless one first. */
    Map<OrderStatus, List<Anomaly>> anomalies() {
        Map<OrderStatus, List<Anomaly>> anomalies = new LinkedHashMap<>();
        Arrays.stream(OrderStatus.values()).forEach(status -> anomalies.put(status, new ArrayList<>()));
        representatives.keySet().forEach(place -> anomalies.get(place.status()).add(place.anomaly()));
        return anomalies;
    }

    private static List<OrderStory> longer(List<OrderStory> stories, Set<Situation> known) {
        List<OrderStory> longer = new ArrayList<>();
        for (OrderStory story : stories) {
            for (OrderSignal signal : OrderSignal.values()) {
                story.then(signal).filter(next -> known.add(Situation.of(next))).ifPresent(longer::add);
            }
        }
        return longer;
    }

    private static OrderStory moreTypical(OrderStory known, OrderStory found) {
        return MORE_TYPICAL.compare(found, known) < 0 ? found : known;
    }
}
