package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.desk.ActResult;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.StaffAct;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.LatePayment;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderPolicy;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundTerms;
import io.tillgate.sandbox.IpnContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A shop as its staff find it in the morning, with something of everything that they may have to look at. */
final class MorningShop implements AutoCloseable {

    static final String HOSTILE = "<script>document.title='stolen'</script>\u202Egnp.exe";

    private static final ProcessorId MTGOX = new ProcessorId("mtgox");

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    final TestShop shop;
    final MerchantOrder paid;
    final MerchantOrder underpaid;
    final MerchantOrder late;
    final MerchantOrder open;

    private MorningShop() {
        shop = TestShop.open(
                builder -> builder.currencies("EUR")
                        .clock(() -> Instant.now().plus(ahead.get()))
                        .approvalAbove(Money.satoshi(100_000_000))
                        .orderPolicy(OrderPolicy.DEFAULT.withLatePayment(LatePayment.HOLD_ALWAYS)),
                ServletSettings.defaults());
        paid = shop.order("S-2041");
        shop.send(paid, IpnContent.paid());
        underpaid = shop.order("S-2042");
        shop.send(underpaid, IpnContent.paid(200_000_000));
        late = shop.order("S-2043");
        shop.send(
                late,
                IpnContent.paid()
                        .withDate(Long.toString(
                                Instant.now().plus(5, ChronoUnit.HOURS).getEpochSecond())));
        shop.sendOfUnknownOrder();
        // A notification without an order is put up for a person once it had some minutes to find one.
        shop.postgres.run(
                "UPDATE tillgate.notification SET received_at = received_at - interval '1 hour' WHERE outcome = 'PARKED'");
        open = shop.order(CheckoutRequest.of("S-2044", Money.parse(Currency.of("EUR"), "12500.00"))
                .description("A bell for the tower")
                .build());
        shop.order(CheckoutRequest.of("S-2045 " + HOSTILE.substring(0, 40), Money.parse(Currency.of("EUR"), "19.90"))
                .description(HOSTILE)
                .build());
    }

    static MorningShop open() {
        return new MorningShop();
    }

    /** A refund that waits for its address, an act that waits for a second person, a statement and a closed day. */
    void fillTheBooks() throws IOException {
        RefundDesk.NewRefund refund =
                new RefundDesk.NewRefund(UUID.randomUUID(), paid.id(), RefundTerms.of(RefundBasis.AS_PAID), null);
        assertThat(shop.gateway.refunds().start(refund, new RefundBy("otto", "The mug broke on its way")))
                .isInstanceOf(RefundResult.Done.class);
        Instant seen = shop.gateway.order(late.id()).orElseThrow().updatedAt();
        assertThat(shop.gateway
                        .acts()
                        .perform(
                                new OrderAct.AcceptLate(late.id(), seen),
                                new StaffAct("otto", "Five hours is fine for this customer")))
                .isInstanceOf(ActResult.AwaitsApproval.class);
        importStatement();
        LocalDate day = day();
        ahead.set(Duration.ofDays(2));
        shop.gateway.books().close(MTGOX, day, "anna");
        ahead.set(Duration.ZERO);
    }

    /** The day whose books are closed. */
    LocalDate day() {
        List<LocalDate> closed = shop.gateway.books().days(MTGOX, null).stream()
                .map(one -> one.close().day())
                .toList();
        return closed.isEmpty() ? shop.gateway.books().nextDay(MTGOX) : closed.get(closed.size() - 1);
    }

    /** One line that fits, one of another amount than came, and one of which nobody knows. */
    private void importStatement() throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String csv = "time,amount,balance,type,index,reference,payment_id,info\n"
                + now + ",2.50000000,2.50000000,deposit,1,S-2041,,Three candles\n"
                + now + ",1.90000000,4.40000000,deposit,2,S-2042,,Three candles\n"
                + now + ",0.00310000,4.40310000,deposit,3,,stray,\"" + HOSTILE + "\"\n";
        RunAnswer answer = shop.gateway
                .statements()
                .importFile(
                        new StatementDesk.FileOrigin(MTGOX, "history_BTC.csv", Currency.BTC, "anna"),
                        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer).isInstanceOf(RunAnswer.Done.class);
    }

    /** The first id of a table, for the address of a page. */
    String first(String table) {
        return shop.postgres.text("SELECT id::text FROM tillgate." + table + " ORDER BY id LIMIT 1");
    }

    void signIn(Browser browser, String name) {
        browser.open(shop.url.replace("http://", "http://" + name + ":secret@") + "/admin/");
        browser.open(shop.url + "/admin/");
    }

    /** Waits for what comes with the next page. */
    static String text(Browser browser, String selector) {
        await().atMost(TestShop.PATIENCE)
                .until(() ->
                        !browser.driver.findElements(By.cssSelector(selector)).isEmpty());
        return browser.driver.findElement(By.cssSelector(selector)).getText();
    }

    static List<String> texts(Browser browser, String selector) {
        return browser.driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    @Override
    public void close() {
        shop.close();
    }
}
