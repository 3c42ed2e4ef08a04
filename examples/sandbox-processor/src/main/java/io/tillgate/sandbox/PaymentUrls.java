package io.tillgate.sandbox;

/** Where buyers pay: under the address that the sandbox listens on, never under a {@code Host} header. */
record PaymentUrls(String baseUrl) {
    static final String PATH = "/pay/";

    String of(String transaction) {
        return baseUrl + PATH + transaction;
    }
}
