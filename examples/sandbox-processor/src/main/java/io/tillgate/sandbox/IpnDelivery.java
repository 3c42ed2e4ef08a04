package io.tillgate.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import okio.ByteString;

/** One IPN on its way: the same bytes until one answer is right. Safe for many threads. */
final class IpnDelivery {
    static final int ATTEMPTS_KEPT_MAX = 1_000;

    private final String paymentId;
    private final String status;
    private final ByteString body;
    private final Deque<IpnAttempt> attempts = new ArrayDeque<>();
    private boolean acknowledged;

    IpnDelivery(String paymentId, String status, ByteString body) {
        this.paymentId = paymentId;
        this.status = status;
        this.body = body;
    }

    String paymentId() {
        return paymentId;
    }

    ByteString body() {
        return body;
    }

    synchronized void record(IpnAttempt attempt) {
        acknowledged |= attempt.acknowledged();
        if (attempts.size() == ATTEMPTS_KEPT_MAX) {
            attempts.removeFirst();
        }
        attempts.addLast(attempt);
    }

    synchronized boolean acknowledged() {
        return acknowledged;
    }

    synchronized SandboxIpn snapshot(WireSignature signature) {
        return new SandboxIpn(paymentId, status, body.utf8(), signature.sign(body), List.copyOf(attempts));
    }
}
