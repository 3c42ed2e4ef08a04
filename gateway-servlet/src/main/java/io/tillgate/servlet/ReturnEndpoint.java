package io.tillgate.servlet;

import io.tillgate.servlet.internal.page.Arrival;

/**
 * Where the processor sends buyers back to: {@code /return/{token}/success} and {@code /failure}. Anybody can type either,
 * so both show what is true and change nothing.
 */
final class ReturnEndpoint implements Endpoint {

    private final OrderPages orders;

    ReturnEndpoint(OrderPages orders) {
        this.orders = orders;
    }

    @Override
    public String name() {
        return "return";
    }

    @Override
    public boolean isForBuyers() {
        return true;
    }

    @Override
    public Answer answer(Ask ask) {
        if (ask.path().size() != 2) {
            return orders.notFound(ask);
        }
        String token = ask.path().get(0);
        return switch (ask.path().get(1)) {
            case "success" -> orders.show(ask, token, Arrival.RETURNED_SUCCESS);
            case "failure" -> orders.show(ask, token, Arrival.RETURNED_FAILURE);
            default -> orders.notFound(ask);
        };
    }
}
