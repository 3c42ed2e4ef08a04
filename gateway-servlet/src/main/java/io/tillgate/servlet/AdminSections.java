package io.tillgate.servlet;

import io.tillgate.Gateway;
import java.time.InstantSource;
import java.util.List;

/** The parts of the pages for staff, in the order of the navigation. */
final class AdminSections {

    private AdminSections() {}

    static List<AdminSection> of(Gateway gateway, InstantSource clock) {
        return List.of(
                new AdminInbox(gateway.desk()),
                new AdminOrders(gateway.desk()),
                new AdminReconcile(gateway.statements(), gateway.books(), clock),
                new AdminBooks(gateway.books()),
                new AdminRefunds(gateway),
                new AdminFigures(gateway.figures(), () -> gateway.processors().keySet()),
                new AdminProcessors(gateway),
                new AdminRates(gateway.rates(), gateway.rateHistory(), clock));
    }
}
