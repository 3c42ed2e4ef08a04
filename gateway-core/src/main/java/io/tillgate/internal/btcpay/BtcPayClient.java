package io.tillgate.internal.btcpay;

import io.tillgate.internal.http.BoundedHttp;
import io.tillgate.internal.http.HttpAnswer;
import io.tillgate.processor.BtcPaySettings;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * The calls about invoices and refunds, each within the time that is left of what its caller may take. The form of the path that names
 * the store works on old and new servers, and makes the server check the store.
 *
 * <p>Source: protocol/btcpay-greenfield.md 3.1 to 3.4.
 */
final class BtcPayClient implements AutoCloseable {

    /** A list has some 4 KiB an invoice. */
    static final int BODY_BYTES_MAX = 2 * 1024 * 1024;

    static final int PAGE_INVOICES = 100;

    private final BoundedHttp http = new BoundedHttp("btcpay.baseUrl");
    private final HttpUrl api;
    private final HttpUrl store;
    private final HttpUrl invoices;
    private final Request template;
    private final Duration callTimeout;

    BtcPayClient(BtcPaySettings settings) {
        this.api = HttpUrl.get(settings.baseUrl())
                .newBuilder()
                .addPathSegments("api/v1")
                .build();
        this.store = api.newBuilder()
                .addPathSegment("stores")
                .addPathSegment(settings.storeId())
                .build();
        this.invoices = store.newBuilder().addPathSegment("invoices").build();
        this.callTimeout = settings.callTimeout();
        this.template = new Request.Builder()
                .url(invoices)
                .header("Authorization", "token " + settings.apiKey())
                .header("Accept", "application/json")
                .header("User-Agent", settings.userAgent())
                .build();
    }

    BtcPayReply create(byte[] body, Deadline deadline) {
        return send(template.newBuilder().post(new OneShotBody(body)).build(), deadline);
    }

    /** Archived ones too: a buyer can still pay them. */
    BtcPayReply listByOrderId(String orderId, Deadline deadline) {
        return get(
                invoices.newBuilder()
                        .addQueryParameter("orderId", orderId)
                        .addQueryParameter("includeArchived", "true")
                        .addQueryParameter("take", Integer.toString(PAGE_INVOICES))
                        .build(),
                deadline);
    }

    /** One page of {@link #PAGE_INVOICES} of those created since then, the newest first. */
    BtcPayReply listSince(long unixSeconds, int skip, Deadline deadline) {
        return get(
                invoices.newBuilder()
                        .addQueryParameter("startDate", Long.toString(unixSeconds))
                        .addQueryParameter("skip", Integer.toString(skip))
                        .addQueryParameter("take", Integer.toString(PAGE_INVOICES))
                        .build(),
                deadline);
    }

    BtcPayReply find(String invoiceId, Deadline deadline) {
        return get(invoices.newBuilder().addPathSegment(invoiceId).build(), deadline);
    }

    /** With the payments that don't count any more, since that they don't is news. */
    BtcPayReply paymentMethods(String invoiceId, Deadline deadline) {
        return get(
                invoices.newBuilder()
                        .addPathSegment(invoiceId)
                        .addPathSegment("payment-methods")
                        .addQueryParameter("onlyAccountedPayments", "false")
                        .build(),
                deadline);
    }

    BtcPayReply mark(String invoiceId, String status, Deadline deadline) {
        HttpUrl url = invoices.newBuilder()
                .addPathSegment(invoiceId)
                .addPathSegment("status")
                .build();
        byte[] body = BtcPayJson.write(BtcPayJson.object().put("status", status));
        return send(template.newBuilder().url(url).post(new OneShotBody(body)).build(), deadline);
    }

    BtcPayReply serverInfo(Deadline deadline) {
        return get(api.newBuilder().addPathSegments("server/info").build(), deadline);
    }

    BtcPayReply refundPreview(String invoiceId, String paymentMethod, Deadline deadline) {
        return get(
                invoices.newBuilder()
                        .addPathSegment(invoiceId)
                        .addPathSegment("refund")
                        .addPathSegment(paymentMethod)
                        .build(),
                deadline);
    }

    BtcPayReply refund(String invoiceId, byte[] body, Deadline deadline) {
        HttpUrl url = invoices.newBuilder()
                .addPathSegment(invoiceId)
                .addPathSegment("refund")
                .build();
        return send(template.newBuilder().url(url).post(new OneShotBody(body)).build(), deadline);
    }

    /** Archived ones too: an archived refund was made as well. */
    BtcPayReply pullPayments(Deadline deadline) {
        return get(
                store.newBuilder()
                        .addPathSegment("pull-payments")
                        .addQueryParameter("includeArchived", "true")
                        .build(),
                deadline);
    }

    /** The end of an operation of several calls. */
    Deadline deadline(int calls) {
        return new Deadline(System.nanoTime() + callTimeout.multipliedBy(calls).toNanos());
    }

    @Override
    public void close() {
        http.close();
    }

    private BtcPayReply get(HttpUrl url, Deadline deadline) {
        return send(template.newBuilder().url(url).get().build(), deadline);
    }

    private BtcPayReply send(Request request, Deadline deadline) {
        Duration left = deadline.left();
        if (left.isZero()) {
            return new BtcPayReply.Unusable("did not answer all calls in time");
        }
        Duration timeout = left.compareTo(callTimeout) < 0 ? left : callTimeout;
        HttpAnswer answer = http.exchange(request, timeout, BODY_BYTES_MAX);
        return answer instanceof HttpAnswer.Received received
                ? BtcPayJson.reply(received.status(), received.body().toByteArray())
                : new BtcPayReply.Unusable(((HttpAnswer.Broken) answer).reason());
    }

    /** A moment on the monotonic clock. */
    record Deadline(long nanoTime) {

        /** Zero when it is over. */
        Duration left() {
            long nanos = nanoTime - System.nanoTime();
            return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
        }
    }
}
