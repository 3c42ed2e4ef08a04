package io.tillgate.internal.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.internal.btcpay.BtcPayProcessor;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundTerms;
import io.tillgate.refund.RefundWay;
import io.tillgate.sandbox.btcpay.BtcPaySandbox;
import io.tillgate.sandbox.btcpay.Generation;
import io.tillgate.sandbox.btcpay.Mishap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A refund at BTCPay Server is a page there, made once. */
class ClaimLinksIT {

    private final RefundStage stage = new RefundStage();
    private final BtcPaySandbox server = BtcPaySandbox.start(Generation.V2, stage.clock);
    private final BtcPayProcessor processor = new BtcPayProcessor(
            BtcPaySettings.builder()
                    .baseUrl(server.baseUrl())
                    .apiKey(server.apiKey())
                    .storeId(server.storeId())
                    .webhookSecrets(server.webhookSecret())
                    .build(),
            stage.clock);
    private final RefundDesk desk = stage.desk(new RefundWays(List.of(processor), Map.of()), null);
    private final ClaimLinks links = new ClaimLinks(processor, stage.database, stage.queue(processor), stage.clock);

    @AfterEach
    void stop() {
        processor.close();
        server.close();
        stage.close();
    }

    @Test
    void a_lost_answer_makes_one_page_and_the_buyer_gets_its_link() throws Exception {
        Refund refund = start(50_000);
        assertThat(refund.way()).isEqualTo(RefundWay.CLAIM_LINK);
        server.misbehave(Mishap.of(Mishap.Kind.LOSE_ANSWER));

        links.round();
        assertThat(now(refund).state()).isEqualTo(RefundState.UNKNOWN);
        stage.clock.advance(Duration.ofMinutes(1));
        links.round();

        assertThat(now(refund).state()).isEqualTo(RefundState.AWAITING_ADDRESS);
        assertThat(now(refund).claimUrl()).startsWith(server.baseUrl());
        assertThat(now(refund).detail()).isEmpty();
        assertThat(desk.claim(refund.id(), RefundStage.ADDRESS)).isInstanceOf(RefundResult.Refused.class);
        assertThat(desk.cancel(refund.id(), RefundStage.ANN)).isInstanceOf(RefundResult.Refused.class);
        assertThat(RefundStage.done(desk.recordByHand(refund.id(), "ab".repeat(32), RefundStage.ANN))
                        .state())
                .isEqualTo(RefundState.RECORDED_BY_HAND);
        assertThat(stage.told(refund)).isEqualTo("REFUND_SENT PAID shop, REFUND_SENT PAID books");
    }

    @Test
    void a_refund_of_an_order_that_has_no_invoice_there_asks_for_a_person_and_not_the_processor() throws Exception {
        Refund refund = start(50_000);
        stage.postgres.run("DELETE FROM tillgate.invoice");

        links.round();

        assertThat(now(refund).state()).isEqualTo(RefundState.REFUSED);
        assertThat(now(refund).detail()).contains("no invoice of the order is known there");
        assertThat(stage.postgres.count("refund_send")).isZero();
    }

    @Test
    void what_btcpay_refuses_is_refused_with_its_words() throws Exception {
        Refund refund = start(0);

        links.round();

        assertThat(now(refund).state()).isEqualTo(RefundState.REFUSED);
        assertThat(now(refund).detail()).isNotEmpty();
    }

    /** @param paid what BTCPay knows of; our order has 50,000 satoshis in any case */
    private Refund start(long paid) {
        CreateAnswer answer = processor.create(new InvoiceRequest(
                new OrderId(UUID.randomUUID()),
                Money.satoshi(50_000),
                "data-" + UUID.randomUUID(),
                null,
                "http://127.0.0.1:1/ipn",
                "http://127.0.0.1:1/s",
                "http://127.0.0.1:1/f",
                Instant.now().plusSeconds(900),
                Duration.ofDays(7)));
        String invoice = ((CreateAnswer.Created) answer).invoiceId();
        if (paid > 0) {
            server.pay(invoice, paid);
        }
        OrderId order = stage.order("btcpay", 50_000);
        stage.postgres.run("""
                INSERT INTO tillgate.invoice (id, order_id, processor, processor_invoice_id, state, requested_at,
                    next_check_at)
                VALUES ('%s', '%s', 'btcpay', '%s', 'CREATED', now(), 'infinity')
                """.formatted(UUID.randomUUID(), order, invoice));
        return RefundStage.done(desk.start(
                new RefundDesk.NewRefund(UUID.randomUUID(), order, RefundTerms.of(RefundBasis.AS_PAID), null),
                RefundStage.ANN));
    }

    private Refund now(Refund refund) {
        return desk.find(refund.id()).orElseThrow();
    }
}
