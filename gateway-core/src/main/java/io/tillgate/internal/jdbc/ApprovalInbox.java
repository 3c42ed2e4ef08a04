package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Approval;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
                LIMIT :items_max) AS waiting
            """);

    private static final OneKind WAITING = new OneKind(InboxKind.APPROVAL, Duration.ZERO, LIST, COUNT);

    @Override
    public Set<InboxKind> kinds() {
        return WAITING.kinds();
    }

    @Override
    public List<InboxItem> items(Connection connection, Window window) throws SQLException {
        return WAITING.items(connection, window, row -> item(ApprovalStore.map(row)));
    }

    @Override
    public Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        return WAITING.counts(connection, now);
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
