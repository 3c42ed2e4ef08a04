package io.tillgate.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.Gateway;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.ActPreview;
import io.tillgate.desk.ActResult;
import io.tillgate.desk.Approval;
import io.tillgate.desk.ApprovalResult;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.StaffAct;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApprovalsIT {

    private static final Money LIMIT = Money.satoshi(100_000);

    private final GatewayFixture fixture = new GatewayFixture();
    private final MovableClock clock = new MovableClock();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void an_act_above_the_limit_waits_for_a_second_person_and_one_at_the_limit_does_not() {
        Gateway gateway = start();
        MerchantOrder large = fixture.order(gateway, "A-1", 100_001);
        MerchantOrder small = fixture.order(gateway, "A-2", 100_000);

        Approval approval = ask(gateway, large);

        assertThat(fixture.now(gateway, large.id())).isEqualTo(large);
        assertThat(gateway.approvals().waiting()).containsExactly(approval);
        assertThat(gateway.approvals().of(large.id())).containsExactly(approval);
        Acts.assertDone(gateway.acts().perform(new OrderAct.MarkPaid(small.id(), small.updatedAt()), by("erin")));
        assertThat(((ActPreview.Possible) gateway.acts().preview(new OrderAct.MarkPaid(large.id(), large.updatedAt())))
                        .approving())
                .isEqualTo(ActPreview.Approving.BY_A_SECOND_PERSON);
    }

    @Test
    void small_credits_add_up_to_one_that_needs_a_second_person() {
        Gateway gateway = start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Acts.assertDone(
                gateway.acts().perform(new OrderAct.Credit(order.id(), Money.satoshi(60_000), "one"), by("erin")));

        assertThat(gateway.acts().perform(new OrderAct.Credit(order.id(), Money.satoshi(60_000), "two"), by("erin")))
                .isInstanceOf(ActResult.AwaitsApproval.class);
        assertThat(fixture.postgres().count("waiver")).isEqualTo(1);
    }

    @Test
    void who_asked_can_t_approve_however_the_name_is_typed() {
        Gateway gateway = start();
        Approval approval = ask(gateway, fixture.order(gateway, "A-1", 500_000));

        for (String alias : List.of("erin", "ERIN", " Erin ", "\uff25rin")) {
            assertThat(gateway.approvals().approve(approval.id(), by(alias)))
                    .as(alias)
                    .isInstanceOf(ApprovalResult.Refused.class);
        }
        assertThat(gateway.approvals().waiting()).hasSize(1);
    }

    @Test
    void two_who_approve_at_once_do_it_once_and_one_is_told() {
        Gateway one = start();
        Gateway two = start();
        MerchantOrder order = fixture.order(one, "A-1", 500_000);
        Approval approval = ask(one, order);

        List<ApprovalResult> results =
                Acts.atOnce(4, i -> (i % 2 == 0 ? one : two).approvals().approve(approval.id(), by("boss-" + i)));

        assertThat(results).filteredOn(ApprovalResult.Decided.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(ApprovalResult.TooLate.class::isInstance).hasSize(3);
        assertThat(fixture.postgres().count("waiver")).isEqualTo(1);
        assertThat(fixture.now(one, order.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(one.staffLog()
                        .list(new StaffLogFilter(null, order.id(), null, null))
                        .entries())
                .extracting(StaffLogEntry::kind)
                .containsExactlyInAnyOrder(ActKind.REQUEST, ActKind.MARK_PAID, ActKind.APPROVE);
    }

    @Test
    void a_credit_that_was_approved_is_the_one_that_was_asked_for() {
        Gateway gateway = start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        OrderAct credit = new OrderAct.Credit(order.id(), Money.satoshi(300_000), "line 1");
        Approval approval = ((ActResult.AwaitsApproval) gateway.acts().perform(credit, by("erin"))).approval();

        gateway.approvals().approve(approval.id(), by("frank"));

        assertThat(fixture.postgres().text("SELECT amount || ' ' || actor || ' ' || evidence FROM tillgate.waiver"))
                .isEqualTo("300000 erin line 1");
    }

    @Test
    void a_request_is_worked_out_again_when_it_is_approved() {
        Gateway gateway = start();
        MerchantOrder paid = fixture.order(gateway, "A-1", 500_000);
        Approval approval = ask(gateway, paid);
        fixture.deliver(gateway, fixture.paid(paid.id(), "p-1", 500_000));

        ApprovalResult result = gateway.approvals().approve(approval.id(), by("frank"));

        assertThat(((ApprovalResult.Decided) result).approval().state()).isEqualTo(Approval.State.VOID);
        assertThat(fixture.postgres().count("waiver")).isZero();
    }

    @Test
    void a_request_is_rejected_once_and_for_all_and_can_be_made_again() {
        Gateway gateway = start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Approval approval = ask(gateway, order);
        assertThat(gateway.acts().perform(new OrderAct.MarkPaid(order.id(), order.updatedAt()), by("grace")))
                .as("one waits already")
                .isInstanceOf(ActResult.Refused.class);

        gateway.approvals().reject(approval.id(), by("frank"));

        assertThat(gateway.approvals().approve(approval.id(), by("grace"))).isInstanceOf(ApprovalResult.TooLate.class);
        assertThat(fixture.now(gateway, order.id())).isEqualTo(order);
        ask(gateway, order);
    }

    @Test
    void a_request_that_nobody_decides_about_expires() {
        Gateway gateway = start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Approval approval = ask(gateway, order);
        clock.advance(Duration.ofDays(8));

        assertThat(gateway.approvals().waiting()).isEmpty();
        assertThat(gateway.approvals().approve(approval.id(), by("frank")))
                .isInstanceOfSatisfying(
                        ApprovalResult.TooLate.class,
                        late -> assertThat(late.approval().state()).isEqualTo(Approval.State.EXPIRED));
        assertThat(fixture.postgres().count("waiver")).isZero();
    }

    @Test
    void an_approval_that_is_sent_twice_is_told_the_same() {
        Gateway gateway = start();
        Approval approval = ask(gateway, fixture.order(gateway, "A-1", 500_000));
        StaffAct form = by("frank");

        ApprovalResult first = gateway.approvals().approve(approval.id(), form);

        assertThat(gateway.approvals().approve(approval.id(), form)).isEqualTo(first);
        assertThat(fixture.postgres().count("waiver")).isEqualTo(1);
        assertThat(gateway.approvals().approve(UUID.randomUUID(), by("frank")))
                .isInstanceOf(ApprovalResult.Refused.class);
    }

    private Gateway start() {
        return fixture.start(builder -> builder.clock(clock).approvalAbove(LIMIT));
    }

    private static Approval ask(Gateway gateway, MerchantOrder order) {
        OrderAct act = new OrderAct.MarkPaid(
                order.id(), gateway.order(order.id()).orElseThrow().updatedAt());
        return ((ActResult.AwaitsApproval) gateway.acts().perform(act, by("erin"))).approval();
    }

    private static StaffAct by(String actor) {
        return new StaffAct(actor, "because");
    }
}
