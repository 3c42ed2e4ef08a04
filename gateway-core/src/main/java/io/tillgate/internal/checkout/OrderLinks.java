package io.tillgate.internal.checkout;

import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTokens;
import io.tillgate.processor.ProcessorId;

/** Addresses that leave us. All of them start with the configured public base URL, never with a request's Host. */
public final class OrderLinks {

    private final String publicBaseUrl;
    private final OrderTokens tokens;

    public OrderLinks(String publicBaseUrl, OrderTokens tokens) {
        this.publicBaseUrl = publicBaseUrl;
        this.tokens = tokens;
    }

    public String orderPage(OrderId id) {
        return publicBaseUrl + "/orders/" + tokens.pageToken(id);
    }

    String returnSuccess(OrderId id) {
        return publicBaseUrl + "/return/" + tokens.pageToken(id) + "/success";
    }

    String returnFailure(OrderId id) {
        return publicBaseUrl + "/return/" + tokens.pageToken(id) + "/failure";
    }

    String notifications(ProcessorId processor) {
        return publicBaseUrl + "/ipn/" + processor;
    }
}
