package io.tillgate.servlet.internal.page;

import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.desk.InboxPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What needs a human.
 *
 * @param kind the only kind that is shown; null for all
 * @param counts how many there are of each kind, up to {@link Inbox#COUNTED_MAX}
 * @param isFirst whether this is where the list begins
 * @param olderUrl the next page; null on the last one
 */
public record InboxView(
        @Nullable InboxKind kind,
        InboxPage page,
        Map<InboxKind, Integer> counts,
        boolean isFirst,
        @Nullable String olderUrl) {

    /** What there is of one kind. */
    public record Group(InboxKind kind, List<InboxItem> items) {}

    /** By kind, the gravest first, and the newest first within; what is wrong right now comes before all of it. */
    public List<Group> groups() {
        Map<InboxKind, List<InboxItem>> byKind = new EnumMap<>(InboxKind.class);
        page.conditions().forEach(item -> add(byKind, item));
        page.items().forEach(item -> add(byKind, item));
        return byKind.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Group group) -> !isCondition(group)))
                .toList();
    }

    private boolean isCondition(Group group) {
        return page.conditions().contains(group.items().get(0));
    }

    private static void add(Map<InboxKind, List<InboxItem>> byKind, InboxItem item) {
        byKind.computeIfAbsent(item.kind(), kind -> new ArrayList<>()).add(item);
    }

    public boolean isEmpty() {
        return page.conditions().isEmpty() && page.items().isEmpty();
    }

    /** How many there are in all: {@code 12}, or {@code more than 1000}. */
    public String total() {
        return isExact(counts) ? Shown.number(sum(counts)) : "more than " + Shown.number(sum(counts));
    }

    /** The same for a small place: {@code 12}, or {@code 1000+}. */
    public static String brief(Map<InboxKind, Integer> counts) {
        return Shown.number(sum(counts)) + (isExact(counts) ? "" : "+");
    }

    private static long sum(Map<InboxKind, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static boolean isExact(Map<InboxKind, Integer> counts) {
        return counts.values().stream().allMatch(count -> count < Inbox.COUNTED_MAX);
    }

    public String count(InboxKind of) {
        int count = counts.getOrDefault(of, 0);
        return count < Inbox.COUNTED_MAX ? Shown.number(count) : Shown.number(Inbox.COUNTED_MAX) + "+";
    }

    /** Kinds that there is something of, the gravest first. */
    public List<InboxKind> counted() {
        return counts.keySet().stream().sorted().toList();
    }
}
