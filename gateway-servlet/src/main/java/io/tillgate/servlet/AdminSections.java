package io.tillgate.servlet;

import io.tillgate.Gateway;
import io.tillgate.processor.ProcessorId;
import java.time.InstantSource;
import java.util.List;

/** The parts of the pages for staff, in the order of the navigation. */
final class AdminSections {

    private AdminSections() {}

    static List<AdminSection> of(Gateway gateway, InstantSource clock) {
        AdminOrderPage order =
                new AdminOrderPage(gateway.desk(), gateway.acts(), gateway.approvals(), gateway.refunds());
        return List.of(
                new AdminInbox(gateway.inbox()),
                new AdminWaiting(gateway.inbox()),
                new AdminOrders(
                        gateway.desk(), order, gateway.savedViews(), gateway.staffLog(), () -> processors(gateway)),
                new AdminApprovals(gateway.approvals(), gateway.refunds()),
                new AdminRefunds(gateway),
                new AdminReconcile(gateway.statements(), gateway.books(), clock),
                new AdminBooks(gateway.books(), gateway.staffLog()),
                new AdminFigures(
                        gateway.figures(),
                        gateway.staffLog(),
                        () -> gateway.processors().keySet()),
                new AdminProcessors(gateway),
                new AdminRates(gateway.rates(), gateway.rateHistory(), clock),
                new AdminLog(gateway.staffLog()),
                new AdminActs(gateway.acts(), new ActPaths(gateway::order)));
    }

    private static List<String> processors(Gateway gateway) {
        return gateway.processors().keySet().stream().map(ProcessorId::value).toList();
    }
}
