package io.tillgate.servlet;

import io.tillgate.desk.ActPreview;
import io.tillgate.desk.Approvals;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.OrderActs;
import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFile;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.refund.RefundDesk;
import io.tillgate.servlet.internal.page.ActWords;
import io.tillgate.servlet.internal.page.OrderFileView;
import io.tillgate.servlet.internal.template.JteadminOrderGenerated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of one order: everything that is known of it, and what can be done about it. */
final class AdminOrderPage {

    private final OrderDesk desk;
    private final OrderActs acts;
    private final Approvals approvals;
    private final RefundDesk refunds;

    AdminOrderPage(OrderDesk desk, OrderActs acts, Approvals approvals, RefundDesk refunds) {
        this.desk = desk;
        this.acts = acts;
        this.approvals = approvals;
        this.refunds = refunds;
    }

    Optional<Answer> show(AdminAsk ask, OrderId id) {
        return desk.open(id).map(file -> {
            OrderFileView view = view(file);
            return ask.page(out -> JteadminOrderGenerated.render(out, null, ask.shell(), view));
        });
    }

    /** Asks what each act would do: the code that does it also says whether it can be done. */
    private OrderFileView view(OrderFile file) {
        List<ActWords.Link> possible = new ArrayList<>();
        List<OrderFileView.NotPossible> notPossible = new ArrayList<>();
        MerchantOrder order = file.order();
        acts(order).forEach((word, act) -> {
            String label = ActWords.label(act.kind());
            if (acts.preview(act) instanceof ActPreview.Refused refused) {
                notPossible.add(new OrderFileView.NotPossible(
                        label,
                        refused.problem().field() + " " + refused.problem().fault()));
            } else {
                possible.add(new ActWords.Link(label, ActWords.path(word, order.id())));
            }
        });
        // What can be credited depends on what is credited.
        possible.add(new ActWords.Link("Credit an amount", ActWords.path("credit", order.id())));
        return new OrderFileView(file, possible, notPossible, approvals.of(order.id()), refunds.of(order.id()));
    }

    private static Map<String, OrderAct> acts(MerchantOrder order) {
        Map<String, OrderAct> acts = new LinkedHashMap<>();
        acts.put("accept-late", new OrderAct.AcceptLate(order.id(), order.updatedAt()));
        acts.put("mark-paid", new OrderAct.MarkPaid(order.id(), order.updatedAt()));
        acts.put("looked-at", new OrderAct.LookedAt(order.id(), order.updatedAt()));
        acts.put("recheck", new OrderAct.Recheck(order.id()));
        acts.put("cancel", new OrderAct.Cancel(order.id(), order.updatedAt()));
        return acts;
    }
}
