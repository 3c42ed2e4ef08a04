package io.tillgate.internal.refund;

import static io.tillgate.internal.refund.RefundStage.ADDRESS;
import static io.tillgate.internal.refund.RefundStage.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.internal.jdbc.InboxSource;
import io.tillgate.internal.jdbc.RefundInbox;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerKind;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundDesk.NewRefund;
import io.tillgate.refund.RefundOffer;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundTerms;
import io.tillgate.refund.RefundWay;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredRefundsIT {

    private static final RefundTerms AS_PAID = RefundTerms.of(RefundBasis.AS_PAID);
    private static final RefundBy BOB = new RefundBy("bob", "looks right");

    private final RefundStage stage = new RefundStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void a_form_that_is_sent_twice_makes_one_refund() {
        OrderId order = stage.order(50_000);
        NewRefund form = new NewRefund(UUID.randomUUID(), order, AS_PAID, null);

        Refund first = RefundStage.done(stage.desk.start(form, ANN));
        Refund second = RefundStage.done(stage.desk.start(form, ANN));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(stage.postgres.count("refund")).isEqualTo(1);
    }

    @Test
    void two_staff_at_once_never_give_back_more_than_came() {
        for (int round = 0; round < 5; round++) {
            OrderId order = stage.order(50_000);
            RefundTerms twoThirds = RefundTerms.of(RefundBasis.CUSTOM, Money.satoshi(33_000));
            List<CompletableFuture<RefundResult>> clicks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                clicks.add(CompletableFuture.supplyAsync(
                        () -> stage.desk.start(new NewRefund(UUID.randomUUID(), order, twoThirds, null), ANN)));
            }
            assertThat(clicks.stream().map(CompletableFuture::join).filter(RefundResult.Done.class::isInstance))
                    .hasSize(1);
            assertThat(stage.desk.of(order)).hasSize(1);
        }
    }

    @Test
    void a_double_click_of_one_form_at_once_makes_one_refund() {
        OrderId order = stage.order(50_000);
        NewRefund form = new NewRefund(UUID.randomUUID(), order, AS_PAID, null);
        List<CompletableFuture<RefundResult>> clicks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clicks.add(CompletableFuture.supplyAsync(() -> stage.desk.start(form, ANN)));
        }
        assertThat(clicks.stream()
                        .map(click -> RefundStage.done(click.join()).id())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void what_was_given_back_is_not_there_any_more_until_it_is_cancelled() {
        OrderId order = stage.order(60_000);
        RefundResult custom = stage.desk.start(
                new NewRefund(
                        UUID.randomUUID(), order, RefundTerms.of(RefundBasis.CUSTOM, Money.satoshi(20_000)), null),
                ANN);
        assertThat(amount(order, AS_PAID)).isEqualTo(40_000);
        assertThat(amount(order, RefundTerms.of(RefundBasis.OVERPAYMENT))).isEqualTo(10_000);
        assertThat(fault(order, RefundTerms.of(RefundBasis.CUSTOM, Money.satoshi(40_001))))
                .contains("more than what came");

        stage.desk.cancel(RefundStage.done(custom).id(), ANN);

        assertThat(amount(order, AS_PAID)).isEqualTo(60_000);
    }

    @Test
    void above_the_limit_a_second_person_has_to_agree() throws Exception {
        RefundDesk desk = stage.desk(Money.satoshi(49_999));
        Refund refund = RefundStage.done(
                desk.start(new NewRefund(UUID.randomUUID(), stage.order(50_000), AS_PAID, ADDRESS), ANN));
        assertThat(refund.state()).isEqualTo(RefundState.AWAITING_APPROVAL);
        stage.sender.round();
        assertThat(stage.withdrawals()).isEmpty();

        assertThat(desk.approve(refund.id(), new RefundBy(" Ann", "me again")))
                .isInstanceOf(RefundResult.Refused.class);
        assertThat(RefundStage.done(desk.approve(refund.id(), BOB)).state()).isEqualTo(RefundState.SENDING);
        assertThat(desk.approve(refund.id(), BOB)).isInstanceOf(RefundResult.Refused.class);
        stage.sender.round();

        assertThat(stage.withdrawals()).hasSize(1);
    }

    @Test
    void an_address_is_taken_once_and_only_if_coins_can_be_sent_there() {
        Refund refund = stage.start(stage.order(50_000), null);

        assertThat(stage.desk.claim(refund.id(), "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"))
                .isInstanceOf(RefundResult.Refused.class);
        assertThat(RefundStage.done(stage.desk.claim(refund.id(), " " + ADDRESS + "\n"))
                        .state())
                .isEqualTo(RefundState.SENDING);
        assertThat(stage.desk.claim(refund.id(), ADDRESS)).isInstanceOf(RefundResult.Done.class);
        assertThat(stage.desk.claim(refund.id(), "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"))
                .isInstanceOf(RefundResult.Refused.class);
        assertThat(stage.now(refund).address()).isEqualTo(ADDRESS);
        assertThat(stage.now(refund).toString()).doesNotContain(ADDRESS);
    }

    @Test
    void the_page_of_a_refund_opens_by_its_token_alone() {
        Refund refund = stage.start(stage.order(50_000), null);
        String token = stage.desk.claimToken(refund.id());

        assertThat(stage.desk.byClaimToken(token)).isPresent();
        assertThat(stage.desk.byClaimToken(token.substring(1))).isEmpty();
        assertThat(stage.desk.byClaimToken((token.charAt(0) == 'A' ? "B" : "A") + token.substring(1)))
                .isEmpty();
    }

    @Test
    void where_the_processor_can_not_a_person_sends_and_records_the_transaction() {
        Refund refund = stage.start(stage.order("own-node", 50_000), null);
        assertThat(refund.way()).isEqualTo(RefundWay.BY_HAND);
        assertThat(RefundStage.done(stage.desk.claim(refund.id(), ADDRESS)).state())
                .isEqualTo(RefundState.REQUESTED);

        assertThat(stage.desk.recordByHand(refund.id(), "done", BOB)).isInstanceOf(RefundResult.Refused.class);
        Refund recorded = RefundStage.done(stage.desk.recordByHand(refund.id(), "AB".repeat(32), BOB));

        assertThat(recorded.state()).isEqualTo(RefundState.RECORDED_BY_HAND);
        assertThat(recorded.transactionId()).isEqualTo("AB".repeat(32));
        assertThat(stage.desk.cancel(refund.id(), BOB)).isInstanceOf(RefundResult.Refused.class);
        assertThat(stage.desk.steps(refund.id()).get(2).actor()).isEqualTo("bob");
        assertThat(stage.desk.recordByHand(refund.id(), "CD".repeat(32), BOB)).isInstanceOf(RefundResult.Refused.class);
        assertThat(stage.told(refund)).isEqualTo("REFUND_SENT PAID shop, REFUND_SENT PAID books");
    }

    @Test
    void a_refund_in_fiat_keeps_the_proof_of_its_amount() {
        price("60000");
        OrderId order = stage.order(50_000);
        RefundTerms fiat = RefundTerms.of(RefundBasis.FIAT, Money.parse(Currency.of("EUR"), "12.34"));

        Refund refund = RefundStage.done(stage.desk.start(new NewRefund(UUID.randomUUID(), order, fiat, null), ANN));
        price("1");

        Refund read = stage.now(refund);
        assertThat(read.amount())
                .isEqualTo(Objects.requireNonNull(refund.proof()).amount());
        assertThat(Objects.requireNonNull(read.proof()).replay()).isEqualTo(refund.amount());
        assertThat(read.proof()).isEqualTo(refund.proof());
    }

    @Test
    void a_fallen_rate_gives_back_more_than_came_only_when_a_person_says_so() {
        price("30000");
        OrderId order = stage.order(50_000);
        RefundTerms todays = RefundTerms.of(RefundBasis.TODAYS_RATE);

        assertThat(fault(order, todays)).contains("more than the 0.00050000 BTC");
        assertThat(amount(order, todays.allowingExcess())).isGreaterThan(50_000);
    }

    @Test
    void a_refund_under_way_can_not_be_cancelled_once_the_processor_was_asked() throws Exception {
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        stage.sandbox.misbehave(io.tillgate.sandbox.WireCall.SEND, io.tillgate.sandbox.Misbehaviour.loseAnswer());
        stage.sender.round();

        assertThat(stage.desk.cancel(refund.id(), ANN)).isInstanceOf(RefundResult.Refused.class);

        Refund untouched = stage.start(stage.order(50_000), ADDRESS);
        assertThat(RefundStage.done(stage.desk.cancel(untouched.id(), ANN)).state())
                .isEqualTo(RefundState.CANCELLED);
        stage.sender.round();
        assertThat(stage.withdrawals()).hasSize(1);
    }

    @Test
    void what_waits_for_somebody_is_in_the_inbox_and_what_was_sent_is_not() throws Exception {
        Refund waits = stage.start(stage.order(50_000), null);
        stage.start(stage.order(50_000), ADDRESS);
        stage.sender.round();
        RefundInbox inbox = new RefundInbox();

        List<InboxItem> items = stage.database.inTransaction(connection ->
                inbox.items(connection, new InboxSource.Window(InboxKind.REFUND, null, 10, stage.clock.instant())));

        assertThat(items)
                .extracting(InboxItem::subject)
                .containsExactly(waits.id().toString());
        assertThat(items.get(0).sentence()).contains("0.00050000 BTC", "where it is to go");
        assertThat(stage.database.<Integer>inTransaction(connection ->
                        inbox.counts(connection, stage.clock.instant()).get(InboxKind.REFUND)))
                .isEqualTo(1);
    }

    private void price(String bid) {
        CurrencyPair pair = CurrencyPair.btc(Currency.of("EUR"));
        BigDecimal price = new BigDecimal(bid);
        stage.clock.advance(java.time.Duration.ofMillis(10));
        stage.rates.accept(
                pair,
                "venue",
                new TickerAnswer.Received(new Ticker(
                        "venue",
                        pair,
                        TickerKind.MARKET,
                        price,
                        price.add(BigDecimal.ONE),
                        null,
                        null,
                        null,
                        stage.clock.instant())));
    }

    private long amount(OrderId order, RefundTerms terms) {
        return ((RefundOffer.Possible) stage.desk.preview(order, terms))
                .amount()
                .minorUnits();
    }

    private String fault(OrderId order, RefundTerms terms) {
        return ((RefundOffer.NotPossible) stage.desk.preview(order, terms))
                .problem()
                .fault();
    }
}
