package io.tillgate.internal.mtgox;

import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.IpnAuthentication;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.NotificationContent;
import io.tillgate.processor.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Believes an IPN, or does not. Safe for use by many threads, does no I/O.
 *
 * <p>Source: protocol/mtgox.md 2.1. {@code Rest-Sign} is over the raw body, without a path in both versions.
 * {@code Rest-Key} is not looked at: a key proves nothing, and a notification of a retired key carries the retired one.
 */
final class MtGoxIpnVerifier {

    private static final Verdict NOT_SIGNED = new Verdict.Refused("The header Rest-Sign is missing.");
    private static final Verdict WRONGLY_SIGNED = new Verdict.Refused(
            "The header Rest-Sign does not match the raw body: either it is forged, or mtgox.apiSecret is not the"
                    + " secret of the key that created the order.");

    private final IpnAuthentication authentication;
    private final List<MtGoxSignature> currentThenRetired;

    MtGoxIpnVerifier(MtGoxSettings settings) {
        this.authentication = settings.ipnAuthentication();
        List<MtGoxSignature> signatures = new ArrayList<>();
        signatures.add(new MtGoxSignature(settings.apiSecret()));
        settings.retiredApiSecrets().forEach(retired -> signatures.add(new MtGoxSignature(retired)));
        this.currentThenRetired = List.copyOf(signatures);
    }

    Verdict verify(IncomingNotification notification) {
        if (authentication == IpnAuthentication.DATA_TOKEN) {
            return new Verdict.AuthenticIfDataIsOurs(content(notification));
        }
        String signature = notification.header("Rest-Sign").orElse("");
        if (signature.isEmpty()) {
            return NOT_SIGNED;
        }
        for (MtGoxSignature secret : currentThenRetired) {
            if (secret.verify(notification.body(), signature)) {
                return new Verdict.Authentic(content(notification));
            }
        }
        return WRONGLY_SIGNED;
    }

    private static NotificationContent content(IncomingNotification notification) {
        return MtGoxIpn.read(notification.body(), notification.receivedAt());
    }
}
