package io.tillgate.internal.refund;

import static io.tillgate.internal.refund.RefundStage.ADDRESS;
import static io.tillgate.internal.refund.RefundStage.SAFETY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.order.OrderId;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundStep;
import io.tillgate.sandbox.Misbehaviour;
import io.tillgate.sandbox.SandboxLine;
import io.tillgate.sandbox.WireCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No time-out, no crash and no second node sends a refund twice, and none is forgotten. */
class RefundSenderIT {

    private static final String OTHER_ADDRESS = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2";

    private final RefundStage stage = new RefundStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void a_refund_waits_for_its_address_is_sent_and_tells_its_steps() throws Exception {
        Refund refund = stage.start(stage.order(50_000), null);
        assertThat(refund.state()).isEqualTo(RefundState.AWAITING_ADDRESS);
        stage.sender.round();
        assertThat(stage.withdrawals()).isEmpty();

        stage.desk.claim(refund.id(), ADDRESS);
        stage.sender.round();

        Refund sent = stage.now(refund);
        assertThat(sent.state()).isEqualTo(RefundState.SENT);
        assertThat(stage.withdrawals()).extracting(SandboxLine::satoshi).containsExactly(50_000L);
        assertThat(sent.transactionId())
                .isEqualTo(stage.withdrawals().get(0).link().get(2));
        assertThat(stage.desk.steps(refund.id()))
                .extracting(RefundStep::state)
                .containsExactly(
                        RefundState.AWAITING_ADDRESS, RefundState.SENDING, RefundState.SENDING, RefundState.SENT);
        stage.clock.advance(SAFETY.multipliedBy(3));
        stage.sender.round();
        assertThat(stage.withdrawals()).hasSize(1);
        assertThat(stage.told(refund)).isEqualTo("REFUND_SENT PAID shop, REFUND_SENT PAID books");
    }

    @Test
    void an_answer_lost_after_the_coins_left_is_found_in_the_history() throws Exception {
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        stage.sandbox.misbehave(WireCall.SEND, Misbehaviour.loseAnswer());

        stage.sender.round();
        assertThat(stage.now(refund).state()).isEqualTo(RefundState.UNKNOWN);
        assertThat(stage.told(refund)).isEqualTo("nothing");
        later(RefundSender.LOOK_PAUSE);

        assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENT);
        assertThat(stage.withdrawals()).hasSize(1);
        assertThat(stage.told(refund)).isEqualTo("REFUND_SENT PAID shop, REFUND_SENT PAID books");
        assertThat(stage.now(refund).transactionId())
                .isEqualTo(stage.withdrawals().get(0).link().get(2));
    }

    @Test
    void a_request_lost_on_the_way_is_sent_again_only_after_the_safety_delay() throws Exception {
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        stage.sandbox.misbehave(WireCall.SEND, Misbehaviour.drop());

        stage.sender.round();
        for (int i = 0; i < 5; i++) {
            later(Duration.ofMinutes(11));
            assertThat(stage.now(refund).state()).isEqualTo(RefundState.UNKNOWN);
            assertThat(stage.withdrawals()).isEmpty();
        }
        later(Duration.ofMinutes(6));

        assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENT);
        assertThat(stage.withdrawals()).hasSize(1);
    }

    @Test
    void a_history_that_shows_the_line_late_does_not_make_a_second_one() throws Exception {
        stage.sandbox.showLinesAfter(Duration.ofMinutes(40));
        stage.clock.advance(Duration.ofMinutes(41));
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        stage.sandbox.misbehave(WireCall.SEND, Misbehaviour.loseAnswer());

        stage.sender.round();
        later(Duration.ofMinutes(30));
        assertThat(stage.now(refund).state()).isEqualTo(RefundState.UNKNOWN);
        later(Duration.ofMinutes(11));

        assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENT);
        assertThat(stage.withdrawals()).hasSize(1);
    }

    @Test
    void nothing_is_sent_or_sent_again_while_the_history_can_not_be_read() throws Exception {
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        stage.sandbox.misbehave(WireCall.HISTORY, Misbehaviour.html503());
        stage.sender.round();
        assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENDING);
        assertThat(stage.now(refund).detail()).contains("could not be read");
        assertThat(stage.withdrawals()).isEmpty();

        stage.sandbox.misbehave(WireCall.SEND, Misbehaviour.drop());
        later(RefundSender.LOOK_PAUSE);
        stage.sandbox.misbehave(WireCall.HISTORY, Misbehaviour.plainText());
        later(SAFETY.plusMinutes(1));
        assertThat(stage.now(refund).state()).isEqualTo(RefundState.UNKNOWN);
        assertThat(stage.withdrawals()).isEmpty();

        later(RefundSender.LOOK_PAUSE);
        assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENT);
        assertThat(stage.withdrawals()).hasSize(1);
    }

    @Test
    void two_refunds_of_one_amount_to_one_address_never_share_a_line() throws Exception {
        Refund arrived = stage.start(stage.order(50_000), ADDRESS);
        Refund lost = stage.start(stage.order(50_000), ADDRESS);
        stage.sandbox.misbehave(WireCall.SEND, Misbehaviour.loseAnswer());
        stage.sandbox.misbehave(WireCall.SEND, Misbehaviour.drop());

        stage.sender.round();
        assertThat(stage.withdrawals()).hasSize(1);
        later(RefundSender.LOOK_PAUSE);
        assertThat(List.of(stage.now(arrived).state(), stage.now(lost).state()))
                .containsExactlyInAnyOrder(RefundState.SENT, RefundState.UNKNOWN);
        later(SAFETY.plusMinutes(1));

        assertThat(stage.now(arrived).state()).isEqualTo(RefundState.SENT);
        assertThat(stage.now(lost).state()).isEqualTo(RefundState.SENT);
        assertThat(stage.withdrawals()).hasSize(2);
        assertThat(stage.now(arrived).transactionId())
                .isNotEqualTo(stage.now(lost).transactionId());
    }

    @Test
    void a_withdrawal_to_another_address_and_one_from_before_are_not_taken_for_ours() throws Exception {
        Refund before = stage.start(stage.order(50_000), ADDRESS);
        stage.sender.round();
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        stage.sandbox.misbehave(WireCall.SEND, Misbehaviour.drop());
        stage.sender.round();
        Refund elsewhere = stage.start(stage.order(50_000), OTHER_ADDRESS);
        stage.sender.round();

        later(RefundSender.LOOK_PAUSE);
        assertThat(stage.now(refund).state()).isEqualTo(RefundState.UNKNOWN);
        later(SAFETY.plusMinutes(1));

        assertThat(List.of(stage.now(before), stage.now(refund), stage.now(elsewhere)))
                .extracting(Refund::state)
                .containsOnly(RefundState.SENT);
        assertThat(stage.withdrawals()).hasSize(3);
    }

    @Test
    void a_node_that_dies_between_the_commit_and_the_call_loses_and_doubles_nothing() throws Exception {
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        DyingProcessor dying = new DyingProcessor(stage.processor, DyingProcessor.Moment.BEFORE_THE_CALL);
        assertThatThrownBy(() -> stage.sender(dying).round()).isInstanceOf(DyingProcessor.Death.class);
        assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENDING);

        later(Duration.ofMinutes(5));
        assertThat(stage.now(refund).state()).isEqualTo(RefundState.UNKNOWN);
        assertThat(stage.withdrawals()).isEmpty();
        later(SAFETY);

        assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENT);
        assertThat(stage.withdrawals()).hasSize(1);
    }

    @Test
    void a_node_that_dies_between_the_call_and_its_record_doubles_nothing() throws Exception {
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        DyingProcessor dying = new DyingProcessor(stage.processor, DyingProcessor.Moment.AFTER_THE_CALL);
        assertThatThrownBy(() -> stage.sender(dying).round()).isInstanceOf(DyingProcessor.Death.class);
        assertThat(stage.withdrawals()).hasSize(1);

        later(Duration.ofMinutes(5));

        assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENT);
        later(SAFETY.multipliedBy(2));
        assertThat(stage.withdrawals()).hasSize(1);
    }

    @Test
    void two_nodes_at_once_send_each_refund_once() throws Exception {
        List<Refund> refunds = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            refunds.add(stage.start(stage.order(10_000 + i), ADDRESS));
        }
        for (int i = 0; i < 6; i++) {
            stage.sandbox.misbehave(WireCall.SEND, i % 2 == 0 ? Misbehaviour.loseAnswer() : Misbehaviour.drop());
        }
        RefundSender one = stage.sender(stage.processor);
        RefundSender two = stage.sender(stage.processor);
        for (int i = 0; i < 6; i++) {
            CompletableFuture<?> first = CompletableFuture.runAsync(() -> round(one));
            CompletableFuture<?> second = CompletableFuture.runAsync(() -> round(two));
            CompletableFuture.allOf(first, second).join();
            stage.clock.advance(Duration.ofMinutes(25));
        }

        assertThat(refunds)
                .allSatisfy(refund -> assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENT));
        assertThat(stage.withdrawals())
                .extracting(SandboxLine::satoshi)
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void what_the_processor_refuses_is_refused_and_goes_on_when_a_person_says_so() throws Exception {
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        stage.sandbox.misbehave(WireCall.SEND, Misbehaviour.decline("Insufficient funds"));
        stage.sender.round();
        assertThat(stage.now(refund).state()).isEqualTo(RefundState.REFUSED);
        assertThat(stage.now(refund).detail()).contains("Insufficient funds");
        later(SAFETY.multipliedBy(2));
        assertThat(stage.withdrawals()).isEmpty();

        stage.desk.sendAgain(refund.id(), RefundStage.ANN);
        stage.sender.round();

        assertThat(stage.now(refund).state()).isEqualTo(RefundState.SENT);
        assertThat(stage.withdrawals()).hasSize(1);
    }

    @Test
    void nothing_goes_out_when_the_buyers_money_was_withdrawn_meanwhile() throws Exception {
        OrderId order = stage.order(50_000);
        Refund refund = stage.start(order, ADDRESS);
        stage.postgres.run("UPDATE tillgate.merchant_order SET received_amount = 0 WHERE id = '" + order + "'");

        stage.sender.round();

        assertThat(stage.now(refund).state()).isEqualTo(RefundState.REFUSED);
        assertThat(stage.withdrawals()).isEmpty();
    }

    @Test
    void after_three_tries_without_an_answer_a_person_decides() throws Exception {
        Refund refund = stage.start(stage.order(50_000), ADDRESS);
        stage.sandbox.misbehave(WireCall.SEND, Misbehaviour.drop().times(10));
        stage.sender.round();
        for (int i = 0; i < 6; i++) {
            later(SAFETY.plusMinutes(1));
        }
        assertThat(stage.now(refund).detail()).contains("a person has to decide");
        assertThat(stage.postgres.count("refund_send")).isEqualTo(RefundSender.SENDS_MAX);

        stage.desk.recordByHand(refund.id(), "ab".repeat(32), new RefundBy("bob", "sent it from our own wallet"));

        assertThat(stage.now(refund).state()).isEqualTo(RefundState.RECORDED_BY_HAND);
        later(SAFETY);
        assertThat(stage.withdrawals()).isEmpty();
    }

    private void later(Duration by) throws Exception {
        stage.clock.advance(by);
        // The lease of a node that died is kept by Postgres's own clock.
        stage.postgres.run("UPDATE tillgate.lease SET leased_until = now() - interval '1 second'");
        stage.sender.round();
    }

    private static void round(RefundSender sender) {
        try {
            sender.round();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
