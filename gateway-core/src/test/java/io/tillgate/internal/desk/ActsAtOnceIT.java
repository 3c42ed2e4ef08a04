package io.tillgate.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.Gateway;
import io.tillgate.desk.ActResult;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.StaffAct;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.testing.GatewayFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Staff, their other windows, and notifications, all at the same moment. */
class ActsAtOnceIT {

    private final GatewayFixture fixture = new GatewayFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_form_that_is_sent_many_times_at_once_does_the_act_once() {
        Gateway one = fixture.start();
        Gateway two = fixture.start();
        MerchantOrder order = underpaid(one, "A-1");
        StaffAct form = erin();
        OrderAct credit = new OrderAct.Credit(order.id(), Money.satoshi(50_000), "cash");

        List<ActResult> results =
                Acts.atOnce(8, i -> (i % 2 == 0 ? one : two).acts().perform(credit, form));

        assertThat(results).filteredOn(ActResult.Done.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(ActResult.Repeated.class::isInstance).hasSize(7);
        assertThat(fixture.postgres().count("waiver")).isEqualTo(1);
        OrderAct other = new OrderAct.Cancel(order.id(), order.updatedAt());
        Acts.assertRefused(one.acts().perform(other, form), "was used for something else before");
    }

    @Test
    void two_staff_who_act_on_what_they_both_saw_are_told_apart() {
        Gateway one = fixture.start();
        Gateway two = fixture.start();
        MerchantOrder order = underpaid(one, "A-1");
        OrderAct act = new OrderAct.MarkPaid(order.id(), order.updatedAt());

        List<ActResult> results =
                Acts.atOnce(2, i -> (i == 0 ? one : two).acts().perform(act, new StaffAct("staff-" + i, "because")));

        assertThat(results).filteredOn(ActResult.Done.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(ActResult.Refused.class::isInstance)
                .singleElement()
                .satisfies(result -> Acts.assertRefused(result, "has changed since you looked at it"));
        assertThat(fixture.postgres().count("waiver")).isEqualTo(1);
    }

    @Test
    void an_act_and_a_notification_at_once_lose_neither() {
        Gateway gateway = fixture.start();
        List<MerchantOrder> orders = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            orders.add(underpaid(gateway, "A-" + i));
        }

        List<Object> results = Acts.atOnce(20, i -> {
            MerchantOrder order = orders.get(i / 2);
            return i % 2 == 0
                    ? fixture.deliver(gateway, fixture.paid(order.id(), "late-" + i, 100_000))
                    : gateway.acts()
                            .perform(new OrderAct.Credit(order.id(), Money.satoshi(1_000), "line " + i), erin());
        });

        assertThat(results).hasSize(20);
        for (MerchantOrder order : orders) {
            MerchantOrder now = fixture.now(gateway, order.id());
            assertThat(now.status()).isEqualTo(OrderStatus.PAID);
            assertThat(now.state().received()).isEqualTo(Money.satoshi(500_000));
            assertThat(now.waived()).isEqualTo(Money.satoshi(1_000));
        }
    }

    private MerchantOrder underpaid(Gateway gateway, String reference) {
        MerchantOrder order = fixture.order(gateway, reference, 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 400_000));
        return fixture.now(gateway, order.id());
    }

    private static StaffAct erin() {
        return new StaffAct("erin", "because");
    }
}
