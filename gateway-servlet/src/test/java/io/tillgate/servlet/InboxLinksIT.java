package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.DailyClose;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundTerms;
import io.tillgate.sandbox.IpnContent;
import io.tillgate.sandbox.btcpay.BtcPaySandbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each line of the inbox leads to the page of what it is about, and offers only what can be done. */
class InboxLinksIT {

    private static final ProcessorId MTGOX = new ProcessorId("mtgox");

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final BtcPaySandbox btcPay = BtcPaySandbox.start();
    private final TestShop shop = TestShop.open(
            builder -> builder.clock(() -> Instant.now().plus(ahead.get()))
                    .btcPay(BtcPaySettings.builder()
                            .baseUrl(btcPay.baseUrl())
                            .apiKey(btcPay.apiKey())
                            .storeId(btcPay.storeId())
                            .webhookSecrets(btcPay.webhookSecret())
                            .build()),
            ServletSettings.defaults());

    @AfterEach
    void close() {
        shop.close();
        btcPay.close();
    }

    @Test
    void refunds_discrepancies_odd_days_and_broken_seals_lead_to_their_pages() throws IOException {
        MerchantOrder order = shop.order("A-1");
        shop.send(order, IpnContent.paid());
        RefundDesk.NewRefund refund =
                new RefundDesk.NewRefund(UUID.randomUUID(), order.id(), RefundTerms.of(RefundBasis.AS_PAID), null);
        assertThat(shop.gateway.refunds().start(refund, new RefundBy("otto", "the mug broke")))
                .isInstanceOf(RefundResult.Done.class);
        importStrayLine();
        LocalDate day = closedDay();
        shop.postgres.run("UPDATE tillgate.daily_close SET actor = 'mallory'");
        shop.gateway.books().verify(MTGOX, day, "anna");

        String inbox =
                shop.get("/admin/", TestShop.as("vera", "Accept", "text/html")).body();

        assertThat(links(inbox, "Open the refund"))
                .containsExactly("/admin/refunds/"
                        + shop.gateway.refunds().of(order.id()).get(0).id());
        assertThat(links(inbox, "Open the discrepancy"))
                .isNotEmpty()
                .allMatch(path -> path.startsWith("/admin/reconcile/discrepancies/"));
        assertThat(links(inbox, "Open the day"))
                .as("it went apart, and its seal is broken")
                .filteredOn(path -> path.equals("/admin/books/" + day + "?processor=mtgox"))
                .hasSize(2);
        for (String label : List.of("Open the refund", "Open the discrepancy", "Open the day")) {
            for (String path : links(inbox, label)) {
                assertThat(shop.get(path, TestShop.as("vera")).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void a_look_at_a_seal_and_every_file_that_is_taken_along_are_in_the_staff_log() {
        LocalDate day = closedDay();
        for (String path : List.of(
                "/admin/books/days.csv",
                "/admin/figures/days.csv",
                "/admin/figures/takings.csv",
                "/admin/orders/orders.csv?status=PAID",
                "/admin/log/staff-log.csv")) {
            assertThat(shop.get(path, TestShop.as("vera")).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        String page = shop.get("/admin/books/" + day + "?processor=mtgox", TestShop.as("otto", "Accept", "text/html"))
                .body();
        assertThat(shop.postForm("otto", "/admin/books/verify", HiddenFields.of(page))
                        .statusCode())
                .isEqualTo(303);

        assertThat(outcomes("vera", ActKind.EXPORT))
                .containsExactly(
                        "exported staff log",
                        "exported orders?status=PAID",
                        "exported takings of days?period=month",
                        "exported figures of days?period=month",
                        "exported books of mtgox");
        assertThat(outcomes("otto", ActKind.VERIFY_DAY)).containsExactly("looked at the seal of " + day + " of mtgox");
        assertThat(outcomes("anna", ActKind.CLOSE_DAY)).containsExactly("closed " + day + " of mtgox");
        for (String person : List.of("vera", "otto")) {
            assertThat(outcomes(person, ActKind.ENTER)).as(person).hasSize(1);
        }
    }

    private List<String> outcomes(String person, ActKind kind) {
        return shop.gateway.staffLog().list(new StaffLogFilter(person, null, kind, null)).entries().stream()
                .map(StaffLogEntry::outcome)
                .toList();
    }

    @Test
    void the_processor_is_asked_again_only_where_the_page_of_the_order_says_so_too() {
        MerchantOrder silent = shop.order("A-1");
        MerchantOrder answering = shop.order(CheckoutRequest.of("A-2", Money.satoshi(50_000))
                .processor(new ProcessorId("btcpay"))
                .build());
        shop.postgres.run("UPDATE tillgate.merchant_order SET review = '{SECOND_PAYMENT}', odd_at = now()");
        String inbox = shop.getAsStaff("/admin/").body();

        for (MerchantOrder order : List.of(silent, answering)) {
            String recheck = "/admin/acts/recheck/" + order.id();
            String page = shop.getAsStaff("/admin/orders/" + order.id()).body();
            assertThat(inbox).contains("/admin/acts/looked-at/" + order.id());
            assertThat(inbox.contains(recheck)).isEqualTo(page.contains(recheck));
        }
        assertThat(inbox)
                .contains("/admin/acts/recheck/" + answering.id())
                .doesNotContain("/admin/acts/recheck/" + silent.id());
    }

    /** A line of the account that is about nothing here. */
    private void importStrayLine() throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String csv = "time,amount,balance,type,index,reference,payment_id,transaction,status\n" + now
                + ",0.00000005,0.00000005,deposit,1,,stray,,\n";
        RunAnswer answer = shop.gateway
                .statements()
                .importFile(
                        new StatementDesk.FileOrigin(MTGOX, "statement.csv", Currency.BTC, "anna"),
                        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer).isInstanceOf(RunAnswer.Done.class);
    }

    /** The first day of the books, closed by hand or by itself. */
    private LocalDate closedDay() {
        LocalDate day = shop.gateway.books().nextDay(MTGOX);
        ahead.set(Duration.ofDays(2));
        shop.gateway.books().close(MTGOX, day, "anna");
        assertThat(shop.gateway.books().day(MTGOX, day))
                .extracting(closed -> closed.close().check().verdict())
                .containsOnly(DailyClose.Verdict.HOLDS);
        return day;
    }

    private static List<String> links(String html, String label) {
        List<String> paths = new ArrayList<>();
        Matcher link = Pattern.compile("<a href=\"/pay(/admin/[^\"]+)\">" + label + "</a>")
                .matcher(html);
        while (link.find()) {
            paths.add(link.group(1).replace("&amp;", "&"));
        }
        return paths;
    }
}
