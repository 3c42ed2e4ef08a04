package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Approval;
import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests that wait for a second person. */
public final class ApprovalInbox implements InboxSource {

    private static final Sql LIST = Sql.of("SELECT " + ApprovalStore.COLUMNS + """
            FROM tillgate.approval
            WHERE state = 'WAITING'
              AND expires_at > :now
              AND requested_at <= :since
              AND (requested_at < :since OR ('approval:' || id::text) COLLATE "C" < :place)
            ORDER BY requested_at DESC, id DESC
            LIMIT :items_max
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT count(*) AS items
            FROM (
                SELECT id
                FROM tillgate.approval
                WHERE state = 'WAITING'
                  AND expires_at > :now
                LIMIT :counted_max) AS waiting
            """);

    @Override
    public Set<InboxKind> kinds() {
        return Set.of(InboxKind.APPROVAL);
    }

    @Override
    public List<InboxItem> items(Connection connection, Window window) throws SQLException {
        return LIST.on(connection)
                .set("now", window.now())
                .set("since", window.since())
                .set("place", window.id())
                .set("items_max", window.itemsMax())
                .rows(row -> item(ApprovalStore.map(row)));
    }

    @Override
    public Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        int items = COUNT.on(connection)
                .set("now", now)
                .set("counted_max", Inbox.COUNTED_MAX)
                .first(row -> row.smallNumber("items"))
                .orElse(0);
        return Map.of(InboxKind.APPROVAL, items);
    }

    private static InboxItem item(Approval approval) {
        String sentence =
                approval.requestedBy() + " asks for approval: " + approval.summary() + " (" + approval.reason() + ").";
        return new InboxItem(
                "approval:" + approval.id(),
                InboxKind.APPROVAL,
                sentence,
                approval.requestedAt(),
                approval.order(),
                Set.of(ActKind.APPROVE, ActKind.REJECT));
    }
}
