package io.tillgate.sandbox;

import java.util.List;

/** One IPN of an order: the bytes that every attempt sends, and the attempts so far, oldest first. */
public record SandboxIpn(String paymentId, String status, String body, String restSign, List<IpnAttempt> attempts) {
    public SandboxIpn {
        attempts = List.copyOf(attempts);
    }

    public boolean acknowledged() {
        return attempts.stream().anyMatch(IpnAttempt::acknowledged);
    }
}
