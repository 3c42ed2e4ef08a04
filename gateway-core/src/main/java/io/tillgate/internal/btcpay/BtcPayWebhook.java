package io.tillgate.internal.btcpay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.WireText;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.NotificationContent;
import io.tillgate.processor.Signal;
import io.tillgate.processor.Verdict;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Believes a webhook's delivery, or does not, and reads whom to ask about. Safe for use by many threads, does no I/O.
 *
 * <p>Source: protocol/btcpay-greenfield.md 3.7. {@code BTCPay-Sig} is over the raw body, without a time; a delivery that is
 * replayed only makes us look once more.
 */
final class BtcPayWebhook {

    static final String SIGNATURE_HEADER = "BTCPay-Sig";

    private static final String PREFIX = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_CHARS = PREFIX.length() + 64;
    private static final int TYPE_CHARS_MAX = 40;
    private static final int ID_CHARS_MAX = 200;

    /** What the button "Test" of a webhook sends. */
    private static final String TEST_INVOICE = "__test__";

    private static final Verdict NOT_SIGNED = new Verdict.Refused("The header BTCPay-Sig is missing.");
    private static final Verdict WRONGLY_SIGNED =
            new Verdict.Refused("The header BTCPay-Sig does not match the raw body: either it is forged, or"
                    + " btcpay.webhookSecrets does not hold the secret of the webhook.");

    private final String storeId;
    private final List<SecretKeySpec> secrets;

    BtcPayWebhook(BtcPaySettings settings) {
        this.storeId = settings.storeId();
        this.secrets = settings.webhookSecrets().stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM))
                .toList();
    }

    Verdict verify(IncomingNotification notification) {
        String signature = notification.header(SIGNATURE_HEADER).orElse("");
        if (signature.isEmpty()) {
            return NOT_SIGNED;
        }
        return isSigned(notification.body(), signature)
                ? new Verdict.Authentic(content(notification.body()))
                : WRONGLY_SIGNED;
    }

    /** Constant time for a well-formed signature, whichever secret made it; anything malformed is just false. */
    private boolean isSigned(byte[] body, String signature) {
        if (signature.length() != SIGNATURE_CHARS || !signature.startsWith(PREFIX)) {
            return false;
        }
        byte[] given;
        try {
            given = HexFormat.of().parseHex(signature, PREFIX.length(), SIGNATURE_CHARS);
        } catch (IllegalArgumentException notHex) {
            return false;
        }
        boolean signed = false;
        for (SecretKeySpec secret : secrets) {
            signed |= MessageDigest.isEqual(hmac(secret, body), given);
        }
        return signed;
    }

    private NotificationContent content(byte[] body) {
        JsonNode json = BtcPayJson.read(body);
        if (json == null || !json.isObject()) {
            return new NotificationContent(null, null, "", new Signal.NotUnderstood("the body is not a JSON object"));
        }
        String invoiceId = textOrNull(json, "invoiceId");
        String type = BtcPayJson.text(json, "type", TYPE_CHARS_MAX);
        String original = textOrNull(json, "originalDeliveryId");
        return new NotificationContent(
                textOrNull(json.path("metadata"), "orderId"),
                invoiceId,
                type,
                signal(json, invoiceId),
                original == null ? textOrNull(json, "deliveryId") : original);
    }

    private Signal signal(JsonNode json, @Nullable String invoiceId) {
        if (!storeId.equals(textOrNull(json, "storeId"))) {
            return new Signal.Irrelevant("about another store");
        }
        if (invoiceId == null) {
            return new Signal.Irrelevant("about no invoice");
        }
        return invoiceId.startsWith(TEST_INVOICE)
                ? new Signal.Irrelevant("a test of the webhook")
                : new Signal.InvoiceChanged();
    }

    private static @Nullable String textOrNull(JsonNode json, String field) {
        String text = BtcPayJson.exact(json, field, ID_CHARS_MAX);
        // What no id is made of would be more than a column holds.
        return text.isEmpty() || !WireText.isVisibleAscii(text) ? null : text;
    }

    private static byte[] hmac(SecretKeySpec secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
