package io.tillgate.internal.desk;

import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.desk.InboxPage;
import io.tillgate.desk.InboxPlace;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.InboxSource;
import io.tillgate.internal.jdbc.InboxSource.Window;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Merges the shares of all sources, each read off its own index, into one list. */
public final class DeskInbox implements Inbox {

    private static final Comparator<InboxItem> NEWEST_FIRST =
            Comparator.comparing(InboxItem::since).thenComparing(InboxItem::id).reversed();

    private final Database database;
    private final List<InboxSource> sources;
    private final Supplier<List<InboxItem>> conditions;
    private final InstantSource clock;

    DeskInbox(Database database, List<InboxSource> sources, Supplier<List<InboxItem>> conditions, InstantSource clock) {
        this.database = database;
        this.sources = List.copyOf(sources);
        this.conditions = conditions;
        this.clock = clock;
    }

    @Override
    public InboxPage list(@Nullable InboxKind kind, @Nullable InboxPlace behind) {
        // Before the transaction: some of them ask the database themselves.
        List<InboxItem> now = behind != null
                ? List.of()
                : conditions.get().stream()
                        .filter(item -> kind == null || item.kind() == kind)
                        .toList();
        Window window = new Window(kind, behind, PAGE_ITEMS + 1, clock.instant());
        List<InboxItem> items = database.orThrow("list the inbox", connection -> {
            List<InboxItem> all = new ArrayList<>();
            for (InboxSource source : sources) {
                if (kind == null || source.kinds().contains(kind)) {
                    all.addAll(source.items(connection, window));
                }
            }
            all.sort(NEWEST_FIRST);
            return all;
        });
        if (items.size() <= PAGE_ITEMS) {
            return new InboxPage(now, items, null);
        }
        List<InboxItem> page = items.subList(0, PAGE_ITEMS);
        return new InboxPage(now, page, InboxPlace.behind(page.get(PAGE_ITEMS - 1)));
    }

    @Override
    public Map<InboxKind, Integer> counts() {
        Map<InboxKind, Integer> counts = new EnumMap<>(InboxKind.class);
        conditions.get().forEach(item -> counts.merge(item.kind(), 1, Integer::sum));
        database.orThrow("count the inbox", connection -> {
            for (InboxSource source : sources) {
                source.counts(connection, clock.instant())
                        .forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
            }
            return counts;
        });
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
