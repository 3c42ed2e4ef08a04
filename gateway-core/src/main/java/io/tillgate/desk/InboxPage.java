package io.tillgate.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the inbox.
 *
 * @param conditions what is wrong right now with prices, processors or this node; on the first page only
 * @param items what happened, the newest first
 * @param next where the next page starts; null on the last page
 */
public record InboxPage(
        List<InboxItem> conditions,
        List<InboxItem> items,
        @Nullable InboxPlace next) {
    public InboxPage {
        conditions = List.copyOf(conditions);
        items = List.copyOf(items);
    }
}
