package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.desk.OrderDesk;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.sandbox.IpnContent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminIT {

    private TestShop shop = TestShop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void only_staff_may_look() {
        MerchantOrder order = shop.order("A-1");
        for (String path : new String[] {"/admin", "/admin/", "/admin/orders/" + order.id(), "/admin/nonsense"}) {
            assertThat(shop.get(path).statusCode()).as("nobody " + path).isEqualTo(401);

            HttpResponse<String> bob = shop.get(path, "Authorization", TestShop.basic("bob"), "Accept", "text/html");
            assertThat(bob.statusCode()).as("bob " + path).isEqualTo(403);
            assertThat(bob.body())
                    .contains("for the shop's staff", "tillgate-admin")
                    .doesNotContain("A-1");
        }
        assertThat(shop.getAsStaff("/admin").statusCode()).isEqualTo(200);
    }

    @Test
    void a_shop_may_know_its_staff_in_its_own_way() {
        shop.close();
        shop = TestShop.open(ServletSettings.builder()
                .adminAuthorizer(request -> Optional.ofNullable(request.getRemoteUser())
                        .filter("bob"::equals)
                        .map(StaffMember::admin))
                .build());

        assertThat(shop.get("/admin/", "Authorization", TestShop.basic("bob")).statusCode())
                .isEqualTo(200);
        assertThat(shop.getAsStaff("/admin/").statusCode()).isEqualTo(403);
    }

    @Test
    void the_list_shows_orders_newest_first_and_filters_them() {
        MerchantOrder paid = shop.order("PAID-1");
        shop.send(paid, IpnContent.paid());
        MerchantOrder over = shop.order("OVER-1");
        shop.send(over, IpnContent.paid(250_000_001));
        shop.order("OPEN-1");

        assertThat(references("/admin/orders")).isEqualTo("OPEN-1 OVER-1 PAID-1");
        assertThat(references("/admin/orders?status=PAID")).isEqualTo("OVER-1 PAID-1");
        assertThat(references("/admin/orders?status=PAID&anomaly=OVERPAID")).isEqualTo("OVER-1");
        assertThat(references("/admin/orders?review=only")).isEqualTo("OVER-1");
        assertThat(references("/admin/orders?q=OPEN-1")).isEqualTo("OPEN-1");
        assertThat(references("/admin/orders?q=+PAID+")).isEqualTo("PAID-1");
        assertThat(references("/admin/orders?q=" + shop.transaction(over.id()))).isEqualTo("OVER-1");
        assertThat(references("/admin/orders?status=&anomaly=&q=")).isEqualTo("OPEN-1 OVER-1 PAID-1");
        assertThat(references("/admin/orders?before=" + over.id())).isEqualTo("PAID-1");
        HttpResponse<String> none = shop.getAsStaff("/admin/orders?status=DECLINED");
        assertThat(none.body()).contains("No order fits this filter.").contains("<option value=\"DECLINED\" selected>");
    }

    @Test
    void older_orders_are_one_link_away_and_the_filter_stays() {
        for (int i = 0; i <= OrderDesk.PAGE_ORDERS; i++) {
            shop.order(io.tillgate.checkout.CheckoutRequest.of("B-" + i, Money.satoshi(1000 + i))
                    .build());
        }

        String first =
                shop.getAsStaff("/admin/orders?status=AWAITING_PAYMENT&q=B-").body();
        Matcher link =
                Pattern.compile("<a href=\"/pay(/admin/[^\"]*)\" rel=\"next\">").matcher(first);

        assertThat(link.find()).isTrue();
        String older = link.group(1).replace("&amp;", "&");
        assertThat(older).contains("status=AWAITING_PAYMENT").contains("q=B-").contains("before=");
        assertThat(references(older)).isEqualTo("B-0");
        assertThat(shop.getAsStaff(older).body()).doesNotContain("rel=\"next\"");

        Matcher back = Pattern.compile("<a href=\"/pay(/admin/[^\"]*)\" rel=\"prev\">")
                .matcher(shop.getAsStaff(older).body());
        assertThat(back.find()).isTrue();
        String newer = back.group(1).replace("&amp;", "&");
        assertThat(newer).contains("status=AWAITING_PAYMENT").contains("q=B-").contains("after=");
        assertThat(references(newer)).isEqualTo(references("/admin/orders?status=AWAITING_PAYMENT&q=B-"));
        assertThat(first).doesNotContain("rel=\"prev\"");
    }

    @Test
    void orders_are_filtered_by_period_amount_and_processor() {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        shop.close();
        shop = TestShop.open(
                builder -> builder.clock(() -> Instant.now().plus(ahead.get())), ServletSettings.defaults());
        LocalDate day = LocalDate.ofInstant(order("F-1", 1_000).createdAt(), ZoneOffset.UTC);
        ahead.set(Duration.ofDays(2));
        LocalDate later = LocalDate.ofInstant(order("F-2", 2_000).createdAt(), ZoneOffset.UTC);

        assertThat(references("/admin/orders?from=" + day + "&until=" + later)).isEqualTo("F-2 F-1");
        assertThat(references("/admin/orders?until=" + later.minusDays(1))).isEqualTo("F-1");
        assertThat(references("/admin/orders?from=" + later)).isEqualTo("F-2");
        assertThat(references("/admin/orders?from=" + later.plusDays(1))).isEmpty();
        assertThat(references("/admin/orders?currency=BTC&least=0.00001001")).isEqualTo("F-2");
        assertThat(references("/admin/orders?currency=BTC&least=0.00001&most=0.00002"))
                .isEqualTo("F-2 F-1");
        assertThat(references("/admin/orders?currency=BTC&most=0.00001999")).isEqualTo("F-1");
        assertThat(references("/admin/orders?currency=EUR&least=0.01")).isEmpty();
        assertThat(references("/admin/orders?processor=mtgox")).isEqualTo("F-2 F-1");
        assertThat(references("/admin/orders?processor=btcpay")).isEmpty();
        assertThat(shop.getAsStaff("/admin/orders?from=" + day).body()).contains("value=\"" + day + "\"");
    }

    @Test
    void an_inbox_without_anything_says_that_nothing_needs_a_person() {
        shop.close();
        shop = TestShop.open(builder -> builder.currencies("EUR"), ServletSettings.defaults());
        shop.send(shop.order("A-1"), IpnContent.paid());

        assertThat(shop.getAsStaff("/admin/").body())
                .contains("Nothing needs you", "Look at the orders")
                .doesNotContain("class=\"inbox-item\"");

        shop.send(shop.order("A-2"), IpnContent.paid(250_000_001));
        assertThat(shop.getAsStaff("/admin/").body())
                .contains("class=\"inbox-item\"")
                .doesNotContain("Nothing needs you");
        assertThat(shop.getAsStaff("/admin/?kind=UNDERPAID").body()).contains("Nothing of this kind any more");
    }

    @Test
    void a_mistake_in_the_filter_is_named() {
        for (String query : new String[] {
            "status=paid",
            "anomaly=x",
            "review=yes",
            "before=1",
            "after=1",
            "from=yesterday",
            "until=2026-13-01",
            "processor=%20a%20b",
            "currency=bitcoins",
            "q=%00",
            "q=" + "x".repeat(201),
            "status=PAID&status=PAID"
        }) {
            HttpResponse<String> answer = shop.getAsStaff("/admin/orders?" + query, "Accept", "text/html");

            assertThat(answer.statusCode()).as(query).isEqualTo(422);
            assertThat(answer.body()).contains("<strong>" + query.substring(0, query.indexOf('=')) + "</strong>");
        }
    }

    @Test
    void the_page_of_an_order_tells_everything_that_is_known() {
        MerchantOrder order = shop.order("A-1");
        shop.send(order, IpnContent.partial(0, 250_000_000));
        shop.send(order, IpnContent.paid());

        HttpResponse<String> page = shop.getAsStaff("/admin/orders/" + order.id());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(page.body())
                .contains("A-1", order.id().toString(), "25.00 EUR", "2.50000000 BTC", "Three candles")
                .as("quote")
                .contains("10.00000 EUR", "bid side", "10.10000", "the evidence gives the same amount")
                .as("invoice")
                .contains(shop.transaction(order.id()))
                .as("journal")
                .contains("status-awaiting-payment", "status-confirming", "status-paid")
                .as("notifications, raw")
                .contains("outcome-applied", "status=paid", "&amp;amount=250000000")
                .as("deliveries")
                .contains("payment seen", "order paid");
    }

    @Test
    void an_order_that_is_not_there_is_a_404() {
        for (String id : new String[] {"x", "01930000-0000-7000-8000-000000000001", "%3Cscript%3E"}) {
            HttpResponse<String> answer = shop.getAsStaff("/admin/orders/" + id, "Accept", "text/html");

            assertThat(answer.statusCode()).as(id).isEqualTo(404);
            assertThat(answer.body()).contains("is not the id of an order here");
        }
        assertThat(shop.getAsStaff("/admin/nonsense").body()).contains("path leads to no page for staff");
    }

    @Test
    void notifications_that_need_a_person_are_in_the_inbox() {
        assertThat(shop.getAsStaff("/admin/").body()).doesNotContain("melted");
        MerchantOrder order = shop.order("A-1");
        shop.send(order, IpnContent.ofStatus("melted"));

        assertThat(shop.getAsStaff("/admin/").body())
                .contains("Notification to look at", "melted", "/admin/acts/replay/", "/admin/orders/" + order.id());
    }

    private MerchantOrder order(String reference, long satoshis) {
        return shop.order(io.tillgate.checkout.CheckoutRequest.of(reference, Money.satoshi(satoshis))
                .build());
    }

    private String references(String path) {
        HttpResponse<String> answer = shop.getAsStaff(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        StringBuilder references = new StringBuilder();
        Matcher row = Pattern.compile("<td class=\"reference-cell\"><a [^>]*><bdi>([^<]*)</bdi>")
                .matcher(answer.body());
        while (row.find()) {
            references.append(references.isEmpty() ? "" : " ").append(row.group(1));
        }
        return references.toString();
    }
}
