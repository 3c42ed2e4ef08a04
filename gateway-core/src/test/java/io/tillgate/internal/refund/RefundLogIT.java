package io.tillgate.internal.refund;

import static io.tillgate.internal.refund.RefundStage.ADDRESS;
import static io.tillgate.internal.refund.RefundStage.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.failure.GatewayException;
import io.tillgate.internal.jdbc.StaffLogStore;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundDesk.NewRefund;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefundLogIT {

    private static final RefundTerms AS_PAID = RefundTerms.of(RefundBasis.AS_PAID);
    private static final RefundBy BOB = new RefundBy("bob", "looks right");

    private final RefundStage stage = new RefundStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void every_act_of_staff_is_in_their_log_once_with_who_why_and_how_much() {
        RefundDesk desk = stage.desk(Money.satoshi(49_999));
        OrderId order = stage.order(50_000);
        NewRefund form = new NewRefund(UUID.randomUUID(), order, AS_PAID, ADDRESS);
        Refund rejected = RefundStage.done(desk.start(form, ANN));
        desk.start(form, ANN);
        desk.approve(rejected.id(), ANN);
        desk.cancel(rejected.id(), BOB);
        desk.cancel(rejected.id(), BOB);
        Refund sent = stage.start(order, null);
        desk.claim(sent.id(), ADDRESS);
        stage.postgres.run("UPDATE tillgate.refund SET state = 'REFUSED' WHERE id = '" + sent.id() + "'");
        desk.sendAgain(sent.id(), BOB);
        stage.postgres.run("UPDATE tillgate.refund SET state = 'UNKNOWN' WHERE id = '" + sent.id() + "'");
        desk.recordByHand(sent.id(), "ab".repeat(32), BOB);

        assertThat(log(order))
                .containsExactly(
                        "ann REFUND 0.00050000 BTC: started a refund of 0.00050000 BTC (AS_PAID), to an address that staff"
                                + " entered, which a second person has to approve; the mug broke",
                        "bob REJECT 0.00050000 BTC: rejected a refund of 0.00050000 BTC; looks right",
                        "ann REFUND 0.00050000 BTC: started a refund of 0.00050000 BTC (AS_PAID); the mug broke",
                        "bob REFUND 0.00050000 BTC: let a refused refund of 0.00050000 BTC be sent again; looks right",
                        "bob REFUND 0.00050000 BTC: recorded by hand that a refund of 0.00050000 BTC was sent in "
                                + "ab".repeat(32) + "; looks right");
        assertThat(stage.postgres.text(
                        "SELECT count(*) FROM tillgate.staff_log WHERE outcome LIKE '%" + ADDRESS + "%'"))
                .isEqualTo("0");
    }

    @Test
    void an_approval_is_in_the_log_of_staff_and_so_is_giving_up_one_s_own_refund() {
        RefundDesk desk = stage.desk(Money.satoshi(9_999));
        OrderId order = stage.order(50_000);
        RefundTerms some = RefundTerms.of(RefundBasis.CUSTOM, Money.satoshi(10_000));
        Refund approved = RefundStage.done(desk.start(new NewRefund(UUID.randomUUID(), order, some, null), ANN));
        desk.approve(approved.id(), BOB);
        Refund own = RefundStage.done(desk.start(new NewRefund(UUID.randomUUID(), order, some, null), ANN));
        desk.cancel(own.id(), ANN);

        assertThat(log(order))
                .hasSize(4)
                .contains(
                        "bob APPROVE 0.00010000 BTC: approved a refund of 0.00010000 BTC; looks right",
                        "ann REFUND 0.00010000 BTC: cancelled a refund of 0.00010000 BTC; the mug broke");
    }

    @Test
    void a_step_whose_line_in_the_log_can_not_be_written_is_not_done() {
        Refund refund = stage.start(stage.order(50_000), null);
        stage.postgres.run("ALTER TABLE tillgate.staff_log ADD CONSTRAINT full_up CHECK (actor <> 'bob')");

        assertThatThrownBy(() -> stage.desk.cancel(refund.id(), BOB)).isInstanceOf(GatewayException.class);

        assertThat(stage.now(refund).state()).isEqualTo(RefundState.AWAITING_ADDRESS);
        assertThat(stage.desk.steps(refund.id())).hasSize(1);
    }

    /** The log of an order, the oldest first. */
    private List<String> log(OrderId order) {
        StaffLogFilter filter = new StaffLogFilter(null, order, null, null);
        List<String> lines = new ArrayList<>();
        for (StaffLogEntry entry :
                stage.database.orThrow("read the log", connection -> StaffLogStore.list(connection, filter, 100))) {
            lines.add(
                    0,
                    entry.actor() + " " + entry.kind() + " " + entry.amount() + ": " + entry.outcome() + "; "
                            + entry.reason());
        }
        return lines;
    }
}
