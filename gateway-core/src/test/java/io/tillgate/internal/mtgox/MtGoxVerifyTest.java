package io.tillgate.internal.mtgox;

import static io.tillgate.internal.mtgox.MtGoxFixtures.bytes;
import static io.tillgate.internal.mtgox.MtGoxFixtures.notification;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.PaymentState;
import io.tillgate.processor.Capability;
import io.tillgate.processor.IpnAuthentication;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.NotificationContent;
import io.tillgate.processor.Signal;
import io.tillgate.processor.Verdict;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MtGoxVerifyTest {

    private static final byte[] BODY = bytes("id=o&payment_id=p&status=paid&amount=1&currency=BTC&data=d");

    @TestFactory
    Stream<DynamicTest> each_published_notification_gets_its_verdict() {
        return MtGoxFixtures.vectors("mtgox-ipn.json")
                .get("notifications")
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").textValue(), () -> check(vector)));
    }

    private static void check(JsonNode vector) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Rest-Key", vector.get("rest_key").textValue());
        if (vector.get("rest_sign").isTextual()) {
            headers.put("Rest-Sign", vector.get("rest_sign").textValue());
        }
        Verdict verdict =
                verify(MtGoxFixtures.settings(), bytes(vector.get("body").textValue()), headers);
        JsonNode expect = vector.get("expect");
        if (!expect.get("verified").booleanValue()) {
            assertThat(verdict).isInstanceOf(Verdict.Refused.class);
            return;
        }
        NotificationContent content = ((Verdict.Authentic) verdict).content();
        assertThat(content.invoiceId()).isEqualTo("099e586b-b4e6-45d1-aaf8-fbe1e44462d8");
        if (expect.has("data")) {
            assertThat(content.data()).isEqualTo(expect.get("data").textValue());
        }
        checkSignal(expect, content);
    }

    private static void checkSignal(JsonNode expect, NotificationContent content) {
        switch (expect.get("status").textValue()) {
            case "paid" -> {
                PaymentFact fact = ((Signal.PaymentObserved) content.signal()).fact();
                assertThat(fact.state()).isEqualTo(PaymentState.CONFIRMED);
                assertThat(fact.confirmed().minorUnits())
                        .isEqualTo(expect.get("amount_satoshi").longValue());
            }
            case "partial" -> {
                PaymentFact fact = ((Signal.PaymentObserved) content.signal()).fact();
                assertThat(fact.state()).isEqualTo(PaymentState.PENDING);
                assertThat(fact.confirmed().minorUnits())
                        .isEqualTo(expect.get("valid_satoshi").longValue());
                assertThat(fact.pending().minorUnits())
                        .isEqualTo(expect.get("pending_satoshi").longValue());
            }
            case "unknown" -> assertThat(content.signal()).isInstanceOf(Signal.NotUnderstood.class);
            default ->
                assertThat(content.signal())
                        .isEqualTo(
                                new Signal.InvoiceWithdrawn(expect.get("status").textValue()));
        }
    }

    @Test
    void the_secret_of_a_retired_key_is_still_believed() {
        Map<String, String> headers = Map.of(
                "Rest-Sign",
                sign(MtGoxFixtures.OTHER_SECRET, BODY),
                "Rest-Key",
                "11111111-2222-3333-4444-555555555555");
        assertThat(verify(MtGoxFixtures.settings(), BODY, headers)).isInstanceOf(Verdict.Refused.class);
        MtGoxSettings.Builder rotated = MtGoxFixtures.settings().retiredApiSecrets(List.of(MtGoxFixtures.OTHER_SECRET));
        assertThat(verify(rotated, BODY, headers)).isInstanceOf(Verdict.Authentic.class);
        assertThat(verify(rotated, BODY, Map.of("Rest-Sign", sign(MtGoxFixtures.SECRET, BODY))))
                .isInstanceOf(Verdict.Authentic.class);
    }

    @Test
    void the_signature_decides_whatever_the_key_header_says() {
        String sign = sign(MtGoxFixtures.SECRET, BODY);
        assertThat(verify(MtGoxFixtures.settings(), BODY, Map.of("rest-sign", sign, "rest-key", "somebody else")))
                .isInstanceOf(Verdict.Authentic.class);
        assertThat(verify(MtGoxFixtures.settings(), BODY, Map.of("REST-SIGN", sign)))
                .isInstanceOf(Verdict.Authentic.class);
    }

    @Test
    void a_refusal_is_a_fixed_sentence() {
        Verdict one = verify(MtGoxFixtures.settings(), BODY, Map.of("Rest-Sign", "<script>"));
        Verdict other = verify(MtGoxFixtures.settings(), bytes("x=<b>"), Map.of("Rest-Sign", "A".repeat(88)));
        assertThat(one).isEqualTo(other).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(MtGoxFixtures.settings(), BODY, Map.of())).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(MtGoxFixtures.settings(), BODY, Map.of("Rest-Sign", "")))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void an_unsigned_wire_leaves_the_decision_to_our_mac_in_data() {
        MtGoxSettings.Builder unsigned = MtGoxFixtures.settings().ipnAuthentication(IpnAuthentication.DATA_TOKEN);
        Verdict verdict = verify(unsigned, BODY, Map.of());
        assertThat(verdict).isInstanceOf(Verdict.AuthenticIfDataIsOurs.class);
        assertThat(((Verdict.AuthenticIfDataIsOurs) verdict).content().data()).isEqualTo("d");
    }

    @Test
    void signed_notifications_are_a_capability_of_the_signed_wire_alone() {
        MtGoxSettings.Builder unsigned = MtGoxFixtures.settings().ipnAuthentication(IpnAuthentication.DATA_TOKEN);
        try (MtGoxProcessor signed = processor(MtGoxFixtures.settings());
                MtGoxProcessor other = processor(unsigned)) {
            assertThat(signed.capabilities()).contains(Capability.SIGNED_NOTIFICATIONS);
            assertThat(other.capabilities()).doesNotContain(Capability.SIGNED_NOTIFICATIONS);
            assertThat(signed.acknowledgement()).isEqualTo("[OK]");
            assertThat(signed.id().value()).isEqualTo("mtgox");
        }
    }

    private static Verdict verify(MtGoxSettings.Builder settings, byte[] body, Map<String, String> headers) {
        try (MtGoxProcessor processor = processor(settings)) {
            return processor.verify(notification(body, headers));
        }
    }

    private static MtGoxProcessor processor(MtGoxSettings.Builder settings) {
        return new MtGoxProcessor(settings.build(), key -> {
            throw new AssertionError("verifying takes no nonce");
        });
    }

    private static String sign(String secret, byte[] body) {
        return new MtGoxSignature(Base64.getDecoder().decode(secret)).sign(body);
    }
}
