package io.tillgate.servlet;

import io.tillgate.desk.Inbox;
import io.tillgate.servlet.internal.template.JtewaitingGenerated;
import java.util.Optional;

/** How many things need a human, to show beside the navigation of every page: the pages themselves don't wait for it. */
final class AdminWaiting implements AdminSection {

    private final Inbox inbox;

    AdminWaiting(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public String segment() {
        return "waiting";
    }

    @Override
    public Optional<String> title() {
        return Optional.empty();
    }

    @Override
    public Answer show(AdminAsk ask) {
        if (!ask.path().isEmpty()) {
            return ask.nothingHere();
        }
        var counts = inbox.counts();
        return ask.page(out -> JtewaitingGenerated.render(out, null, ask.shell(), counts, true));
    }
}
