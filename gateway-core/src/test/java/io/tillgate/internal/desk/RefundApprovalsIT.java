package io.tillgate.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.Gateway;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundTerms;
import io.tillgate.testing.GatewayFixture;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefundApprovalsIT {

    private final GatewayFixture fixture = new GatewayFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_refund_above_the_amount_of_all_acts_waits_among_the_approvals_and_not_for_who_asked() {
        Gateway gateway = fixture.start(builder -> builder.approvalAbove(Money.satoshi(200_000)));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000));
        Refund small = refund(gateway, order, 200_000);
        Refund large = refund(gateway, order, 200_001);

        assertThat(large.state()).isEqualTo(RefundState.AWAITING_APPROVAL);
        assertThat(gateway.inbox().list(InboxKind.APPROVAL, null).items())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.id()).isEqualTo("refund:" + large.id());
                    assertThat(item.sentence()).contains("0.00200001 BTC", "erin asks for approval");
                });
        assertThat(gateway.inbox().list(InboxKind.REFUND, null).items())
                .extracting(InboxItem::id)
                .containsExactly("refund:" + small.id());
        assertThat(gateway.inbox().list(null, null).items()).hasSize(2);
        assertThat(gateway.inbox().counts())
                .containsEntry(InboxKind.APPROVAL, 1)
                .containsEntry(InboxKind.REFUND, 1);
        assertThat(large.mayBeApprovedBy(" Erin ")).isFalse();
        assertThat(gateway.refunds().approve(large.id(), new RefundBy("Erin", "fine")))
                .isInstanceOf(RefundResult.Refused.class);
        assertThat(gateway.refunds().approve(large.id(), new RefundBy("otto", "fine")))
                .isInstanceOf(RefundResult.Done.class);
        assertThat(gateway.inbox().counts()).doesNotContainKey(InboxKind.APPROVAL);
    }

    private static Refund refund(Gateway gateway, MerchantOrder order, long satoshi) {
        RefundResult result = gateway.refunds()
                .start(
                        new RefundDesk.NewRefund(
                                UUID.randomUUID(),
                                order.id(),
                                RefundTerms.of(RefundBasis.CUSTOM, Money.satoshi(satoshi)),
                                null),
                        new RefundBy("erin", "the mug broke"));
        return ((RefundResult.Done) result).refund();
    }
}
