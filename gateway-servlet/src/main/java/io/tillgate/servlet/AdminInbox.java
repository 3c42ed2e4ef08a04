package io.tillgate.servlet;

import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxKind;
import io.tillgate.desk.InboxPlace;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.servlet.internal.page.InboxView;
import io.tillgate.servlet.internal.template.JteadminInboxGenerated;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What staff see first: everything that needs a human, by kind, each in a sentence with what can be done about it. */
final class AdminInbox implements AdminSection {

    private final Inbox inbox;

    AdminInbox(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public String segment() {
        return "";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Inbox");
    }

    @Override
    public Answer show(AdminAsk ask) {
        Query query = ask.query();
        @Nullable InboxKind kind = QueryFields.constant(query, "kind", InboxKind.values()).orElse(null);
        @Nullable InboxPlace behind = behind(query);
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        var page = inbox.list(kind, behind);
        InboxView view = new InboxView(kind, page, inbox.counts(), behind == null, olderUrl(ask, kind, page.next()));
        return ask.page(out -> JteadminInboxGenerated.render(out, null, ask.shell(), view));
    }

    private static @Nullable InboxPlace behind(Query query) {
        try {
            return query.optional("before").map(InboxPlace::parse).orElse(null);
        } catch (InvalidInputException notAPlace) {
            query.problems().addAll(notAPlace.problems());
            return null;
        }
    }

    private static @Nullable String olderUrl(AdminAsk ask, @Nullable InboxKind kind, @Nullable InboxPlace next) {
        if (next == null) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        QueryFields.put(fields, "kind", kind);
        QueryFields.put(fields, "before", next);
        return QueryFields.url(ask.shell().url("/admin/"), fields);
    }
}
