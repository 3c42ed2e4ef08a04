package io.tillgate.internal.mtgox;

import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.MtGoxSettings.Option;
import java.io.IOException;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The form of {@code merchant/order/create}: the very bytes that are signed are the ones that are sent.
 *
 * <p>Source: protocol/mtgox.md 1.1. Written as PHP's {@code http_build_query} writes it.
 */
final class MtGoxCreateBody extends RequestBody {

    private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

    private final byte[] bytes;

    private MtGoxCreateBody(byte[] bytes) {
        this.bytes = bytes;
    }

    static MtGoxCreateBody of(long nonce, InvoiceRequest invoice, Set<Option> options) {
        StringBuilder form = new StringBuilder(512).append("nonce=").append(nonce);
        add(form, "currency", MtGoxScale.BTC.currency().code());
        add(form, "amount_int", Long.toString(MtGoxScale.BTC.toWire(invoice.due(), RoundingMode.UNNECESSARY)));
        add(form, "description", invoice.description());
        add(form, "ipn", invoice.notificationUrl());
        add(form, "data", invoice.data());
        add(form, "return_success", invoice.returnSuccessUrl());
        add(form, "return_failure", invoice.returnFailureUrl());
        for (Option option : options) {
            add(form, flag(option), "1");
        }
        return new MtGoxCreateBody(form.toString().getBytes(StandardCharsets.US_ASCII));
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public MediaType contentType() {
        return FORM;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    /** Forbids OkHttp to send it again, as it would after a 503 with {@code Retry-After: 0}. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
    }

    private static void add(StringBuilder form, String name, @Nullable String value) {
        if (value != null) {
            // URLEncoder differs from PHP's urlencode in the asterisk alone.
            form.append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("*", "%2A"));
        }
    }

    private static String flag(Option option) {
        return switch (option) {
            case EMAIL -> "email";
            case AUTOSELL -> "autosell";
            case INSTANT_ONLY -> "instant_only";
            case MULTIPAY -> "multipay";
        };
    }
}
