package io.tillgate.servlet.internal.page;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.InboxItem;
import io.tillgate.order.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What acts are called on buttons, and where their pages are. */
public final class ActWords {

    private static final List<ActKind> ORDER = List.of(
            ActKind.APPROVE,
            ActKind.ACCEPT_LATE,
            ActKind.MARK_PAID,
            ActKind.REFUND,
            ActKind.RESOLVE_DISCREPANCY,
            ActKind.REDELIVER,
            ActKind.REPLAY,
            ActKind.CREDIT,
            ActKind.RECHECK,
            ActKind.CANCEL,
            ActKind.LOOKED_AT);

    private ActWords() {}

    /**
     * A link to the page of an act, which shows its effect and asks why before anything is done.
     *
     * @param path below the mount point
     */
    public record Link(String label, String path) {}

    /** What a button says: a verb. */
    public static String label(ActKind kind) {
        return switch (kind) {
            case RECHECK -> "Ask the processor again";
            case MARK_PAID -> "Mark as paid";
            case ACCEPT_LATE -> "Accept the late payment";
            case CREDIT -> "Credit an amount";
            case CANCEL -> "Cancel the order";
            case LOOKED_AT -> "Nothing to do";
            case REPLAY -> "Replay";
            case REDELIVER -> "Deliver again";
            case REFUND -> "Refund";
            case RESOLVE_DISCREPANCY -> "Resolve";
            case APPROVE, REJECT -> "Decide";
            case ENTER, IMPORT_STATEMENT, MATCH_AGAIN, CLOSE_DAY, VERIFY_DAY, REQUEST, SAVE_VIEW, DELETE_VIEW, EXPORT ->
                kind.words();
        };
    }

    /** Page of an act on an order. */
    public static String path(String word, OrderId order) {
        return "/admin/acts/" + word + "/" + order;
    }

    public static String replayPath(Object notification) {
        return "/admin/acts/replay/" + notification;
    }

    public static String setAsidePath(Object notification) {
        return "/admin/acts/set-aside/" + notification;
    }

    public static String redeliverPath(Object delivery) {
        return "/admin/acts/redeliver/" + delivery;
    }

    /** What can be done about a line of the inbox: first what settles it, last what leaves it as it is. */
    public static List<Link> links(InboxItem item, Shell shell) {
        List<Link> links = new ArrayList<>();
        for (ActKind kind : ORDER) {
            if (item.acts().contains(kind) && isThere(kind, shell)) {
                path(item, kind).ifPresent(path -> links.add(new Link(label(kind), path)));
            }
        }
        return links;
    }

    /** The page of what an item is about, where that is not an order; for everybody who may look. */
    public static Optional<Link> page(InboxItem item, Shell shell) {
        String id = item.id();
        if (id.startsWith("refund:") && shell.has("refunds")) {
            return Optional.of(new Link("Open the refund", "/admin/refunds/" + item.subject()));
        }
        if (id.startsWith("discrepancy:") && shell.has("reconcile")) {
            return Optional.of(new Link("Open the discrepancy", "/admin/reconcile/discrepancies/" + item.subject()));
        }
        if ((id.startsWith("books:") || id.startsWith("seal:")) && shell.has("books")) {
            // Processor, day, currency.
            List<String> parts = List.of(item.subject().split(":", -1));
            return Optional.of(new Link("Open the day", "/admin/books/" + parts.get(1) + "?processor=" + parts.get(0)));
        }
        return switch (item.kind()) {
            case NOTIFICATIONS_REFUSED, NOTIFICATIONS_MISSING, NODE ->
                place(shell, "processors", "Look at the processors");
            case RATE, SOURCE_DOWN, SOURCE_CHECK -> place(shell, "rates", "Look at the prices");
            default -> Optional.empty();
        };
    }

    private static Optional<Link> place(Shell shell, String segment, String label) {
        return shell.has(segment) ? Optional.of(new Link(label, "/admin/" + segment)) : Optional.empty();
    }

    /** Some acts have pages of their own, which not every shop has. */
    private static boolean isThere(ActKind kind, Shell shell) {
        return switch (kind) {
            case REFUND -> shell.has("refunds");
            case RESOLVE_DISCREPANCY -> shell.has("reconcile");
            case APPROVE -> shell.mayApprove();
            default -> shell.mayOperate();
        };
    }

    private static Optional<String> path(InboxItem item, ActKind kind) {
        @Nullable OrderId order = item.order();
        return switch (kind) {
            case REPLAY -> Optional.of(replayPath(item.subject()));
            case REDELIVER -> Optional.of(redeliverPath(item.subject()));
            case APPROVE -> Optional.of("/admin/approvals/" + item.subject());
            case LOOKED_AT ->
                item.id().startsWith("notification:")
                        ? Optional.of(setAsidePath(item.subject()))
                        : Optional.ofNullable(order).map(id -> path("looked-at", id));
            case RECHECK -> Optional.ofNullable(order).map(id -> path("recheck", id));
            case MARK_PAID -> Optional.ofNullable(order).map(id -> path("mark-paid", id));
            case ACCEPT_LATE -> Optional.ofNullable(order).map(id -> path("accept-late", id));
            case CREDIT -> Optional.ofNullable(order).map(id -> path("credit", id));
            case CANCEL -> Optional.ofNullable(order).map(id -> path("cancel", id));
            case REFUND -> Optional.ofNullable(order).map(id -> "/admin/refunds/new/" + id);
            case RESOLVE_DISCREPANCY -> Optional.of("/admin/reconcile/discrepancies/" + item.subject());
            case ENTER,
                    IMPORT_STATEMENT,
                    MATCH_AGAIN,
                    CLOSE_DAY,
                    VERIFY_DAY,
                    REQUEST,
                    REJECT,
                    SAVE_VIEW,
                    DELETE_VIEW,
                    EXPORT -> Optional.empty();
        };
    }
}
