package io.tillgate.internal.btcpay;

import static io.tillgate.internal.btcpay.BtcPayFixtures.NOW;
import static io.tillgate.internal.btcpay.BtcPayFixtures.SECRET;
import static io.tillgate.internal.btcpay.BtcPayFixtures.STORE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.NotificationContent;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.Signal;
import io.tillgate.processor.Verdict;
import java.util.Locale;
import java.util.Map;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BtcPayWebhookTest {

    private static final byte[] BODY = BtcPayFixtures.bytes("webhook.json");

    /** Made with openssl dgst -sha256 -hmac. */
    private static final String SIGNATURE = "sha256=363bde8717b907f366c7d8f8c46d2390a98053bf060cd1a13b90509eab7d8b25";

    @Test
    void a_delivery_is_a_hint_that_names_order_and_invoice() {
        assertThat(verify(BODY, SIGNATURE, SECRET))
                .isEqualTo(new Verdict.Authentic(new NotificationContent(
                        "01935f2e-0000-7000-8000-000000000001.bWFj",
                        "HFBGGFSkxwEjLUPnUQ8CwA",
                        "InvoiceProcessing",
                        new Signal.InvoiceChanged(),
                        "WTXzsxyDA6bXrcLy5cjGVv")));
    }

    @Test
    void the_name_of_the_header_may_come_in_any_case() {
        IncomingNotification recased =
                new IncomingNotification(new ProcessorId("btcpay"), Map.of("btcpay-sig", SIGNATURE), BODY, NOW);

        assertThat(new BtcPayWebhook(BtcPayFixtures.settings().build()).verify(recased))
                .isInstanceOf(Verdict.Authentic.class);
    }

    @Test
    void either_of_two_secrets_will_do() {
        assertThat(verify(BODY, SIGNATURE, "the secret of tomorrow", SECRET)).isInstanceOf(Verdict.Authentic.class);
        assertThat(verify(BODY, SIGNATURE, SECRET, "the secret of tomorrow")).isInstanceOf(Verdict.Authentic.class);
        assertThat(verify(BODY, SIGNATURE, "the secret of tomorrow")).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void one_other_byte_is_another_body() {
        byte[] forged = BODY.clone();
        forged[100] ^= 1;

        assertThat(verify(forged, SIGNATURE, SECRET)).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha512=00", "sha256=zz", "=", "sha256"})
    void a_malformed_signature_is_refused(String signature) {
        assertThat(verify(BODY, signature, SECRET)).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(BODY, SIGNATURE.substring(7), SECRET)).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(BODY, SIGNATURE.toUpperCase(Locale.ROOT), SECRET)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void what_is_about_no_invoice_of_ours_is_of_no_interest() {
        assertThat(content("{\"storeId\":\"" + STORE + "\",\"type\":\"PayoutCreated\",\"payoutId\":\"p\"}")
                        .signal())
                .isEqualTo(new Signal.Irrelevant("about no invoice"));
        assertThat(content("{\"storeId\":\"other\",\"type\":\"InvoiceSettled\",\"invoiceId\":\"i\"}")
                        .signal())
                .isEqualTo(new Signal.Irrelevant("about another store"));
        assertThat(content("{\"storeId\":\"" + STORE + "\",\"invoiceId\":\"__test__f2c__test__\"}")
                        .signal())
                .isEqualTo(new Signal.Irrelevant("a test of the webhook"));
    }

    @Test
    void an_event_of_tomorrow_is_a_hint_as_well() {
        NotificationContent content = content("{\"storeId\":\"" + STORE + "\",\"invoiceId\":\"i\","
                + "\"deliveryId\":\"d\",\"type\":\"InvoiceTurnedIntoAVeryLongWordThatNoColumnWouldHold\"}");

        assertThat(content.signal()).isEqualTo(new Signal.InvoiceChanged());
        assertThat(content.status()).hasSize(40);
        assertThat(content.data()).isNull();
        assertThat(content.deliveryId()).isEqualTo("d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "<html>", "{\"a\":1,\"a\":2}", "{} {}"})
    void signed_nonsense_is_for_a_person_to_look_at(String body) {
        assertThat(content(body).signal()).isInstanceOf(Signal.NotUnderstood.class);
    }

    private static NotificationContent content(String body) {
        ByteString bytes = ByteString.encodeUtf8(body);
        String signature =
                "sha256=" + bytes.hmacSha256(ByteString.encodeUtf8(SECRET)).hex();
        return ((Verdict.Authentic) verify(body.getBytes(UTF_8), signature, SECRET)).content();
    }

    private static Verdict verify(byte[] body, String signature, String... secrets) {
        BtcPayWebhook webhook = new BtcPayWebhook(
                BtcPayFixtures.settings().webhookSecrets(secrets).build());
        return webhook.verify(
                new IncomingNotification(new ProcessorId("btcpay"), Map.of("BTCPay-Sig", signature), body, NOW));
    }
}
