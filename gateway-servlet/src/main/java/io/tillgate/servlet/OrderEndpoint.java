package io.tillgate.servlet;

import io.tillgate.servlet.internal.page.Arrival;

/** The buyer's page of an order: {@code /orders/{token}}, and the stream of its changes: {@code /orders/{token}/events}. */
final class OrderEndpoint implements Endpoint {

    private final OrderPages orders;
    private final OrderEvents events;

    OrderEndpoint(OrderPages orders, OrderEvents events) {
        this.orders = orders;
        this.events = events;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public boolean isForBuyers() {
        return true;
    }

    @Override
    public Answer answer(Ask ask) {
        if (ask.path().size() == 1) {
            return orders.show(ask, ask.path().get(0), Arrival.LINK);
        }
        if (ask.path().size() == 2 && ask.path().get(1).equals("events")) {
            return events.listen(ask, ask.path().get(0));
        }
        return orders.notFound(ask);
    }
}
