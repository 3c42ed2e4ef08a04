package io.tillgate.sandbox.btcpay;

/** Which servers to be like. */
public enum Generation {
    /** Before 2.0: a payment method is {@code BTC}, webhooks carry no metadata, the filters of lists are fewer. */
    V1,
    /** From 2.0 on. */
    V2
}
