package io.tillgate.internal.btcpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.RefundAnswer;
import io.tillgate.processor.RefundPreview;
import io.tillgate.processor.RefundRequest;
import io.tillgate.processor.RefundVariant;
import io.tillgate.sandbox.btcpay.BtcPaySandbox;
import io.tillgate.sandbox.btcpay.Generation;
import io.tillgate.sandbox.btcpay.Mishap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BtcPayRefundsIT {

    private static final long DUE = 500_000;

    @ParameterizedTest
    @EnumSource
    void what_would_go_back_is_shown_before(Generation generation) {
        try (BtcPaySandbox server = BtcPaySandbox.start(generation, InstantSource.system());
                BtcPayProcessor processor = processor(server)) {
            String invoice = invoice(processor);
            assertThat(processor.previewRefund(invoice)).isInstanceOf(RefundPreview.Refused.class);

            server.pay(invoice, DUE + 1000);

            assertThat(processor.previewRefund(invoice))
                    .isEqualTo(new RefundPreview.Amounts(Money.satoshi(DUE + 1000), Money.satoshi(1000)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_variant_gives_back_its_amount(Generation generation) {
        try (BtcPaySandbox server = BtcPaySandbox.start(generation, InstantSource.system());
                BtcPayProcessor processor = processor(server)) {
            String invoice = invoice(processor);
            server.pay(invoice, DUE + 1000);

            assertThat(amount(processor.refund(request("r-1", invoice, RefundVariant.ALL_PAID))))
                    .isEqualTo(Money.satoshi(DUE + 1000));
            assertThat(amount(processor.refund(request("r-2", invoice, RefundVariant.OVERPAID))))
                    .isEqualTo(Money.satoshi(1000));
            assertThat(amount(processor.refund(
                            new RefundRequest("r-3", invoice, RefundVariant.AMOUNT, Money.satoshi(7), "for the dent"))))
                    .isEqualTo(Money.satoshi(7));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_refund_whose_answer_was_lost_is_found_by_its_name_and_not_made_twice(Generation generation) {
        try (BtcPaySandbox server = BtcPaySandbox.start(generation, InstantSource.system());
                BtcPayProcessor processor = processor(server)) {
            String invoice = invoice(processor);
            server.pay(invoice, DUE);
            server.misbehave(Mishap.of(Mishap.Kind.LOSE_ANSWER));
            RefundRequest request = request("r-1", invoice, RefundVariant.ALL_PAID);

            assertThat(processor.refund(request)).isInstanceOf(RefundAnswer.Unknown.class);
            RefundAnswer found = processor.refund(request);

            assertThat(amount(found)).isEqualTo(Money.satoshi(DUE));
            assertThat(processor.refund(request)).isEqualTo(found);
            assertThat(((RefundAnswer.Created) found).claimUrl()).startsWith(server.baseUrl());
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_there_can_not_be_given_back(Generation generation) {
        try (BtcPaySandbox server = BtcPaySandbox.start(generation, InstantSource.system());
                BtcPayProcessor processor = processor(server)) {
            String invoice = invoice(processor);
            assertThat(processor.refund(request("r-1", invoice, RefundVariant.ALL_PAID)))
                    .isInstanceOf(RefundAnswer.Refused.class);

            server.pay(invoice, DUE);
            assertThat(processor.refund(request("r-1", invoice, RefundVariant.OVERPAID)))
                    .isInstanceOf(RefundAnswer.Refused.class);

            server.down(true);
            assertThat(processor.refund(request("r-1", invoice, RefundVariant.ALL_PAID)))
                    .isInstanceOf(RefundAnswer.Unknown.class);
        }
    }

    private static RefundRequest request(String name, String invoice, RefundVariant variant) {
        return new RefundRequest(name, invoice, variant, null, null);
    }

    private static Money amount(RefundAnswer answer) {
        assertThat(answer).isInstanceOf(RefundAnswer.Created.class);
        return ((RefundAnswer.Created) answer).amount();
    }

    private static BtcPayProcessor processor(BtcPaySandbox server) {
        return new BtcPayProcessor(
                BtcPaySettings.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(server.apiKey())
                        .storeId(server.storeId())
                        .webhookSecrets(server.webhookSecret())
                        .build(),
                InstantSource.system());
    }

    private static String invoice(BtcPayProcessor processor) {
        CreateAnswer answer = processor.create(new InvoiceRequest(
                new OrderId(UUID.randomUUID()),
                Money.satoshi(DUE),
                "data-" + UUID.randomUUID(),
                null,
                "http://127.0.0.1:1/ipn",
                "http://127.0.0.1:1/s",
                "http://127.0.0.1:1/f",
                Instant.now().plusSeconds(900),
                Duration.ofDays(7)));
        return ((CreateAnswer.Created) answer).invoiceId();
    }
}
