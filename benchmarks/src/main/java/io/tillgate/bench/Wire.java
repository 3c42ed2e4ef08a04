package io.tillgate.bench;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTokens;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the processor of the benchmark knows: its keys, its orders by number, and how an IPN of one looks on the wire. */
final class Wire {

    static final String API_KEY = "52915cb8-4d97-4115-a43a-393c407143ae";
    static final String API_SECRET_BASE64 = Base64.getEncoder()
            .encodeToString("a secret of the benchmark, of 64 bytes, as on the real wire; end"
                    .getBytes(StandardCharsets.US_ASCII));
    static final String SECRET_KEY_BASE64 =
            Base64.getEncoder().encodeToString("a secret key of the benchmark...".getBytes(StandardCharsets.US_ASCII));
    static final String PATH = "/pay/ipn";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd+HH'%3A'mm'%3A'ss").withZone(ZoneOffset.UTC);

    /** Orders come ten a second, the first of ten million twelve days ago. */
    static final long MILLIS_BETWEEN_ORDERS = 100;

    private final OrderTokens tokens = new OrderTokens(Base64.getDecoder().decode(SECRET_KEY_BASE64), List.of());
    private final Mac signature = signature();
    private final MessageDigest md5 = md5();
    private final long firstOrderMillis;

    Wire(long firstOrderMillis) {
        this.firstOrderMillis = firstOrderMillis;
    }

    static Mac signature() {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(API_SECRET_BASE64), "HmacSHA512"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA512", impossible);
        }
    }

    /** The same as the SQL function {@code bench.order_id}: a UUIDv7 in order of time. */
    OrderId orderId(long number) {
        byte[] hash = md5.digest(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        long low = 0;
        for (int i = 0; i < 8; i++) {
            low = (low << 8) | (hash[i] & 0xFF);
        }
        long millis = firstOrderMillis + number * MILLIS_BETWEEN_ORDERS;
        return new OrderId(new UUID((millis << 16) | 0x7000L | (number & 0xFFF), 0x8000000000000000L | (low >>> 4)));
    }

    /** What the order of this number costs, in satoshi; {@code OrderSeed} uses the same. */
    static long due(long number) {
        return 1_000_000 + number % 1000;
    }

    static String paymentId(long number) {
        return "b7e1f0a2-" + number;
    }

    byte[] body(long number, OrderId id) {
        String text = "id=" + invoiceId(number) + "&payment_id=" + paymentId(number) + "&data=" + tokens.data(id)
                + "&date=" + DATE.format(Uuid7.timeOf(id.value()).plusSeconds(30)) + "&amount=" + due(number)
                + "&currency=BTC&method=MTGOXBTC&status=paid&aonce=" + number;
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String invoiceId(long number) {
        return "4ad2e6cd-" + number;
    }

    /** A whole HTTP request, as bytes. */
    byte[] request(byte[] body) {
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: processor\r\nAccept: */*\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length + "\r\n"
                + "Rest-Key: " + API_KEY + "\r\nRest-Sign: "
                + Base64.getEncoder().encodeToString(signature.doFinal(body)) + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(body, 0, request, headBytes.length, body.length);
        return request;
    }

    Instant createdAt(long number) {
        return Instant.ofEpochMilli(firstOrderMillis + number * MILLIS_BETWEEN_ORDERS);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }
}
