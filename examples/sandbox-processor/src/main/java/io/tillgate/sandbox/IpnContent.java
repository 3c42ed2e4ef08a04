package io.tillgate.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * What one IPN is to say. Everything left {@code null} is filled in from the order: the amount due, one payment
 * id from {@code partial} to {@code paid}, the merchant's own {@code data}, the time now.
 *
 * @param status the wire's word, usually {@code paid}, {@code partial}, {@code cancelled} or {@code closed}
 * @param amount of a {@code paid}, in satoshi (or in the {@code _int} scale of {@code currency})
 * @param valid confirmed part of a {@code partial}, in satoshi
 * @param pending unconfirmed part of a {@code partial}, in satoshi
 * @param currency of a {@code paid}; BTC when left out
 * @param date of a {@code paid}; sent as {@code 2012-02-01 23:32:11}, UTC, when left out
 */
public record IpnContent(
        String status,
        @Nullable Long amount,
        @Nullable Long valid,
        @Nullable Long pending,
        @Nullable String currency,
        @Nullable String paymentId,
        @Nullable String data,
        @Nullable String date) {

    public IpnContent {
        if (status.isBlank()) {
            throw new IllegalArgumentException("status is blank: pass paid, partial, cancelled or closed");
        }
        requireNotNegative("amount", amount);
        requireNotNegative("valid", valid);
        requireNotNegative("pending", pending);
        if (valid != null && pending != null && valid + pending < 0) {
            throw new IllegalArgumentException("valid and pending overflow: pass less than 21 million coins");
        }
    }

    /** The full amount due, confirmed. */
    public static IpnContent paid() {
        return ofStatus("paid");
    }

    public static IpnContent paid(long satoshi) {
        return new IpnContent("paid", satoshi, null, null, null, null, null, null);
    }

    public static IpnContent partial(long validSatoshi, long pendingSatoshi) {
        return new IpnContent("partial", null, validSatoshi, pendingSatoshi, null, null, null, null);
    }

    public static IpnContent cancelled() {
        return ofStatus("cancelled");
    }

    public static IpnContent closed() {
        return ofStatus("closed");
    }

    /** Any word at all, to see what a merchant does with a status it has never heard of. */
    public static IpnContent ofStatus(String status) {
        return new IpnContent(status, null, null, null, null, null, null, null);
    }

    public IpnContent withCurrency(String other) {
        return new IpnContent(status, amount, valid, pending, other, paymentId, data, date);
    }

    public IpnContent withPaymentId(String other) {
        return new IpnContent(status, amount, valid, pending, currency, other, data, date);
    }

    /** Instead of the merchant's own {@code data}: what a mixed-up or forged IPN would carry. */
    public IpnContent withData(String other) {
        return new IpnContent(status, amount, valid, pending, currency, paymentId, other, date);
    }

    /** The record doesn't say whether dates were text or Unix seconds; send what you want to see handled. */
    public IpnContent withDate(String other) {
        return new IpnContent(status, amount, valid, pending, currency, paymentId, data, other);
    }

    private static void requireNotNegative(String name, @Nullable Long value) {
        if (value != null && value < 0) {
            throw new IllegalArgumentException(name + " is " + value + ": pass 0 or more");
        }
    }
}
