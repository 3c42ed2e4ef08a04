package io.tillgate.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.Gateway;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.ActPreview;
import io.tillgate.desk.Approval;
import io.tillgate.desk.ApprovalResult;
import io.tillgate.desk.InboxKind;
import io.tillgate.desk.StaffAct;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.BookingPreview;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.DiscrepancyState;
import io.tillgate.reconcile.ResolutionKind;
import io.tillgate.reconcile.ResolveAnswer;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.MovableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is booked by hand for a discrepancy, and is too much for one person. */
class BookingApprovalsIT {

    private final GatewayFixture fixture = new GatewayFixture();
    private final MovableClock clock = new MovableClock();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void what_is_booked_by_hand_above_the_limit_waits_for_a_second_person_and_at_the_limit_does_not() throws Exception {
        Gateway gateway = start();
        imported(gateway, "-0.00200000,1,", "0.00100000,2,");
        Discrepancy large = differing(gateway, -200_000);
        Discrepancy small = differing(gateway, 100_000);

        assertThat(preview(gateway, large))
                .isEqualTo(new BookingPreview.NeedsApproval(Money.satoshi(-200_000), large.at()));
        ResolveAnswer.AwaitsApproval asked =
                (ResolveAnswer.AwaitsApproval) gateway.statements().resolve(large.id(), booked("erin"));
        assertThat(gateway.statements().resolve(large.id(), booked("grace")))
                .as("one waits already")
                .isInstanceOf(ResolveAnswer.Refused.class);

        assertThat(preview(gateway, large))
                .isEqualTo(new BookingPreview.AwaitsApproval(asked.approval(), asked.until()));
        assertThat(fixture.postgres().count("booking")).isZero();
        assertThat(preview(gateway, small)).isEqualTo(new BookingPreview.Possible(Money.satoshi(100_000), small.at()));
        assertThat(gateway.statements().resolve(small.id(), booked("erin"))).isInstanceOf(ResolveAnswer.Done.class);
        assertThat(gateway.inbox().counts()).containsEntry(InboxKind.APPROVAL, 1);
        assertThat(gateway.approvals().preview(asked.approval()))
                .isEqualTo(new ActPreview.Possible(
                        List.of(),
                        "booked a discrepancy of -0.00200000 BTC at mtgox",
                        ActPreview.Approving.BY_A_SECOND_PERSON));
        assertThat(gateway.approvals().approve(asked.approval(), by("Erin")))
                .isInstanceOf(ApprovalResult.Refused.class);

        List<ApprovalResult> results =
                Acts.atOnce(2, i -> gateway.approvals().approve(asked.approval(), by("boss-" + i)));

        assertThat(results).filteredOn(ApprovalResult.Decided.class::isInstance).hasSize(1);
        assertThat(fixture.postgres()
                        .text("SELECT string_agg(amount || ' ' || actor || ' ' || left(reason, 25), ', ' ORDER BY id)"
                                + " FROM tillgate.booking"))
                .isEqualTo("100000 erin because, -200000 erin because (approved by boss");
        Discrepancy now = gateway.statements().discrepancy(large.id()).orElseThrow();
        assertThat(now.state()).isEqualTo(DiscrepancyState.RESOLVED);
        assertThat(now.booked()).isEqualTo(Money.satoshi(-200_000));
        assertThat(now.resolutions())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).startsWith("because (approved by boss-"));
        assertThat(gateway.staffLog().list(StaffLogFilter.ALL).entries())
                .extracting(StaffLogEntry::kind)
                .containsExactly(
                        ActKind.APPROVE,
                        ActKind.RESOLVE_DISCREPANCY,
                        ActKind.RESOLVE_DISCREPANCY,
                        ActKind.REQUEST,
                        ActKind.IMPORT_STATEMENT);
    }

    @Test
    void a_booking_is_void_when_its_discrepancy_was_explained_or_is_another_one_by_now() throws Exception {
        Gateway gateway = start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000));
        imported(gateway, "0.00300000,1,p-1", "0.00700000,2,");
        Discrepancy less = differing(gateway, -200_000);
        Discrepancy stray = differing(gateway, 700_000);
        Approval ofLess = askToBook(gateway, less);
        Approval ofStray = askToBook(gateway, stray);
        assertThat(ofLess.order()).isEqualTo(order.id());
        assertThat(ofStray.order()).isNull();

        imported(gateway, "0.00050000,3,p-1");
        gateway.statements().resolve(stray.id(), new Decision(ResolutionKind.EXPLAINED, "", "grace", "not ours"));

        for (Approval approval : List.of(ofLess, ofStray)) {
            ApprovalResult result = gateway.approvals().approve(approval.id(), by("frank"));
            assertThat(((ApprovalResult.Decided) result).approval().state()).isEqualTo(Approval.State.VOID);
        }
        assertThat(gateway.approvals()
                        .find(ofLess.id())
                        .orElseThrow()
                        .decision()
                        .outcome())
                .contains("is one of -0.00150000 BTC by now");
        assertThat(gateway.approvals()
                        .find(ofStray.id())
                        .orElseThrow()
                        .decision()
                        .outcome())
                .contains("is not open any more");
        assertThat(fixture.postgres().count("booking")).isZero();
        assertThat(askToBook(gateway, less).amount()).isEqualTo(Money.satoshi(150_000));
    }

    @Test
    void two_discrepancies_of_one_order_wait_side_by_side() throws Exception {
        Gateway gateway = start();
        MerchantOrder order = fixture.order(gateway, "A-1", 900_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000));
        fixture.deliver(gateway, fixture.paid(order.id(), "p-2", 400_000));
        imported(gateway, "0.00300000,1,p-1", "0.00100000,2,p-2");
        Approval first = askToBook(gateway, differing(gateway, -200_000));

        Approval second = askToBook(gateway, differing(gateway, -300_000));

        assertThat(List.of(first, second)).extracting(Approval::order).containsOnly(order.id());
        for (Approval approval : List.of(second, first)) {
            assertThat(gateway.approvals().approve(approval.id(), by("frank")))
                    .isInstanceOfSatisfying(
                            ApprovalResult.Decided.class,
                            decided -> assertThat(decided.approval().state()).isEqualTo(Approval.State.DONE));
        }
        assertThat(fixture.postgres().text("SELECT sum(amount) FROM tillgate.booking"))
                .isEqualTo("-500000");
    }

    /** A statement of lines of an amount, an index and a payment. */
    private void imported(Gateway gateway, String... lines) throws IOException {
        String csv = "time,amount,index,payment_id\n"
                + Stream.of(lines)
                        .map(line -> clock.instant() + "," + line + "\n")
                        .collect(Collectors.joining());
        RunAnswer answer = gateway.statements()
                .importFile(
                        new StatementDesk.FileOrigin(new ProcessorId("mtgox"), "statement.csv", Currency.BTC, "anna"),
                        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer).isInstanceOf(RunAnswer.Done.class);
    }

    private static Discrepancy differing(Gateway gateway, long satoshis) {
        return gateway.statements().discrepancies(DiscrepancyFilter.OPEN).stream()
                .filter(one -> one.difference().minorUnits() == satoshis)
                .findFirst()
                .orElseThrow();
    }

    private static BookingPreview preview(Gateway gateway, Discrepancy discrepancy) {
        return gateway.statements().previewBooking(discrepancy.id()).orElseThrow();
    }

    private static Approval askToBook(Gateway gateway, Discrepancy discrepancy) {
        ResolveAnswer answer = gateway.statements().resolve(discrepancy.id(), booked("erin"));
        return gateway.approvals()
                .find(((ResolveAnswer.AwaitsApproval) answer).approval())
                .orElseThrow();
    }

    private static Decision booked(String actor) {
        return new Decision(ResolutionKind.BOOKED, "", actor, "because");
    }

    private Gateway start() {
        return fixture.start(builder -> builder.clock(clock).approvalAbove(Money.satoshi(100_000)));
    }

    private static StaffAct by(String actor) {
        return new StaffAct(actor, "because");
    }
}
