package io.tillgate.servlet;

import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFilter;
import io.tillgate.servlet.internal.page.InboxView;
import io.tillgate.servlet.internal.template.JteadminInboxGenerated;
import java.util.Optional;

/** What staff see first: everything that needs a human. */
final class AdminInbox implements AdminSection {

    private final OrderDesk desk;

    AdminInbox(OrderDesk desk) {
        this.desk = desk;
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
        OrderFilter review = new OrderFilter(null, null, OrderFilter.Attention.ONLY_REVIEW, null, null, null, null);
        InboxView view =
                new InboxView(desk.list(review).orders(), desk.unresolvedNotifications(), desk.parkedDeliveries());
        return ask.page(out -> JteadminInboxGenerated.render(out, null, ask.shell(), view));
    }
}
