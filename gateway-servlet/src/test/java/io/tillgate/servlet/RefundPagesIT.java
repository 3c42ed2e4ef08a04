package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundPolicy;
import io.tillgate.refund.RefundState;
import io.tillgate.sandbox.IpnContent;
import io.tillgate.servlet.internal.page.Language;
import io.tillgate.servlet.internal.page.Phrase;
import io.tillgate.servlet.internal.page.Words;
import java.net.http.HttpResponse;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A refund from the click of staff to the coins, over HTTP. */
class RefundPagesIT {

    private static final String ADDRESS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
    private static final String OTHER = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2";

    private final TestShop shop = TestShop.open(
            builder -> builder.refundPolicy(
                    new RefundPolicy(Money.satoshi(300_000_000), RefundPolicy.DEFAULT.safetyDelay())),
            ServletSettings.defaults());

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void staff_start_a_refund_the_buyer_says_where_to_and_the_coins_go() {
        MerchantOrder order = paid("A-1");
        String form = shop.getAsStaff("/admin/refunds/new/" + order.id()).body();
        assertThat(form).contains("As paid", "The price at today", "rounded up to the satoshi");
        assertThat(shop.getAsStaff("/admin/orders/" + order.id()).body()).contains("/admin/refunds/new/" + order.id());

        HttpResponse<String> started =
                act("otto", "/admin/refunds/new/" + order.id(), form, Map.of("basis", "AS_PAID"));
        assertThat(started.statusCode()).isEqualTo(303);
        Refund refund = only(order);
        assertThat(refund.startedBy().actor()).isEqualTo("otto");
        String page = "/refunds/" + shop.gateway.refunds().claimToken(refund.id());
        assertThat(shop.getAsStaff("/admin/refunds/" + refund.id()).body()).contains(page, "the mug broke");

        HttpResponse<String> open = shop.get(page, "Accept", "text/html");
        assertThat(open.statusCode()).isEqualTo(200);
        assertThat(open.body()).contains(Long.toString(250_000_000).substring(0, 1), "about 25.00 EUR", "Continue");
        assertThat(open.headers().firstValue("Cache-Control")).contains("no-store");

        HttpResponse<String> typo = claim(page, Map.of("address", ADDRESS.replace("fNa", "fNb")));
        assertThat(typo.statusCode()).isEqualTo(422);
        assertThat(typo.body()).contains("Copy the whole address from your wallet again");
        HttpResponse<String> unread = claim(page, Map.of("address", ADDRESS.replace("fNa", "fNb"), "confirmed", "yes"));
        assertThat(unread.statusCode()).as("a yes to what is no address").isEqualTo(422);
        HttpResponse<String> shown = claim(page, Map.of("address", " " + ADDRESS + " "));
        assertThat(shown.body()).contains(ADDRESS, "Yes, send it there");
        assertThat(only(order).state()).as("nothing is taken before the yes").isEqualTo(RefundState.AWAITING_ADDRESS);
        assertThat(claim(page, Map.of("address", ADDRESS, "confirmed", "yes")).statusCode())
                .isEqualTo(303);
        assertThat(claim(page, Map.of("address", ADDRESS, "confirmed", "yes")).statusCode())
                .as("a second click")
                .isEqualTo(303);
        assertThat(claim(page, Map.of("address", OTHER, "confirmed", "yes")).statusCode())
                .as("another address")
                .isEqualTo(409);

        // The order of the test was paid 250,000,000 satoshis, which the account has by the deposit.
        await().atMost(TestShop.PATIENCE).until(() -> only(order).state() == RefundState.SENT);
        assertThat(shop.sandbox.lines().get(shop.sandbox.lines().size() - 1).info())
                .contains(ADDRESS);
        assertThat(shop.get(page, "Accept", "text/html").body()).contains("Your refund was sent");
    }

    @Test
    void a_form_that_is_sent_twice_makes_one_refund_and_the_list_shows_it() {
        MerchantOrder order = paid("A-2");
        String form = shop.getAsStaff("/admin/refunds/new/" + order.id()).body();
        act("anna", "/admin/refunds/new/" + order.id(), form, Map.of("basis", "CUSTOM", "amount", "0.5"));
        act("anna", "/admin/refunds/new/" + order.id(), form, Map.of("basis", "CUSTOM", "amount", "0.5"));

        assertThat(only(order).amount()).isEqualTo(Money.satoshi(50_000_000));
        assertThat(shop.getAsStaff("/admin/refunds?state=AWAITING_ADDRESS").body())
                .contains(only(order).id().toString());
        assertThat(shop.getAsStaff("/admin/refunds?state=SENT").body()).contains("There are no refunds here");
    }

    @Test
    void the_page_of_an_order_lists_its_refunds_each_with_a_link() {
        MerchantOrder order = paid("A-6");
        String orderPage = "/admin/orders/" + order.id();
        assertThat(shop.getAsStaff(orderPage).body()).doesNotContain("id=\"refunds\"");
        String path = "/admin/refunds/new/" + order.id();
        act("anna", path, shop.getAsStaff(path).body(), Map.of("basis", "CUSTOM", "amount", "0.5"));
        act("anna", path, shop.getAsStaff(path).body(), Map.of("basis", "CUSTOM", "amount", "0.25"));

        String page = pageOf("vera", orderPage);
        String section = page.substring(page.indexOf("id=\"refunds\""));
        assertThat(section).contains("0.50000000 BTC", "0.25000000 BTC", "awaiting address", "the mug broke");
        for (Refund refund : shop.gateway.refunds().of(order.id())) {
            assertThat(section)
                    .contains(
                            "href=\"/pay/admin/refunds/" + refund.id() + "\"",
                            refund.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    @Test
    void more_than_came_and_what_makes_no_sense_is_refused_with_the_reason() {
        MerchantOrder order = paid("A-3");
        String path = "/admin/refunds/new/" + order.id();
        String form = shop.getAsStaff(path).body();
        for (Map<String, String> wrong : List.of(
                Map.of("basis", "CUSTOM", "amount", "2.50000001"),
                Map.of("basis", "CUSTOM", "amount", "-1"),
                Map.of("basis", "FIAT", "amount", "25.001"),
                Map.of("basis", "ALL"),
                Map.of("basis", "OVERPAYMENT"),
                Map.of("basis", "AS_PAID", "address", "nonsense"))) {
            assertThat(act("anna", path, form, wrong).statusCode())
                    .as(wrong.toString())
                    .isEqualTo(422);
        }
        assertThat(shop.gateway.refunds().of(order.id())).isEmpty();
    }

    @Test
    void each_role_does_its_own_part() {
        MerchantOrder order = shop.order("A-4");
        shop.send(order, IpnContent.paid(400_000_000));
        String path = "/admin/refunds/new/" + order.id();
        String form = shop.getAsStaff(path).body();
        assertThat(act("vera", path, pageOf("vera", path), Map.of("basis", "AS_PAID"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(act("otto", path, pageOf("otto", path), Map.of("basis", "AS_PAID", "address", ADDRESS))
                        .statusCode())
                .isEqualTo(303);
        assertThat(form).isNotEmpty();
        Refund refund = only(order);
        assertThat(refund.state()).isEqualTo(RefundState.AWAITING_APPROVAL);
        String page = "/admin/refunds/" + refund.id();
        assertThat(pageOf("anna", "/admin/approvals"))
                .contains("asked by <bdi>otto</bdi>", page + "\">Decide</a>", "the mug broke");
        assertThat(pageOf("otto", "/admin/approvals")).as("not for who asked").contains(page + "\">Look at it</a>");

        assertThat(act("otto", page + "/approve", pageOf("otto", page), Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(act("alma", page + "/approve", pageOf("alma", page), Map.of())
                        .statusCode())
                .isEqualTo(303);

        await().atMost(TestShop.PATIENCE).until(() -> only(order).state() == RefundState.SENT);
    }

    @Test
    void a_link_that_is_not_ours_opens_nothing_and_tries_are_counted() {
        MerchantOrder order = paid("A-5");
        String token = shop.gateway.pageToken(order.id());
        assertThat(shop.get("/refunds/" + token, "Accept", "text/html").statusCode())
                .isEqualTo(404);
        assertThat(shop.get("/refunds/x", "Accept", "text/html").statusCode()).isEqualTo(404);

        String form = shop.getAsStaff("/admin/refunds/new/" + order.id()).body();
        act("anna", "/admin/refunds/new/" + order.id(), form, Map.of("basis", "AS_PAID"));
        String page =
                "/refunds/" + shop.gateway.refunds().claimToken(only(order).id());
        for (int i = 0; i < Tries.TRIES_MAX; i++) {
            assertThat(claim(page, Map.of("address", "x" + i)).statusCode()).isEqualTo(422);
        }
        assertThat(claim(page, Map.of("address", ADDRESS, "confirmed", "yes")).statusCode())
                .isEqualTo(429);
        assertThat(only(order).state()).isEqualTo(RefundState.AWAITING_ADDRESS);
    }

    @Test
    void the_buyer_is_spoken_to_in_five_languages_until_the_end() {
        MerchantOrder order = paid("A-6");
        String form = shop.getAsStaff("/admin/refunds/new/" + order.id()).body();
        act("anna", "/admin/refunds/new/" + order.id(), form, Map.of("basis", "AS_PAID"));
        String page =
                "/refunds/" + shop.gateway.refunds().claimToken(only(order).id());
        assertThat(shop.get(page, "Accept", "text/html", "Accept-Language", "ja")
                        .body())
                .contains("<html lang=\"ja\"", "返金の準備ができました");
        for (Language language : Language.values()) {
            Words words = Words.in(language);
            assertThat(shop.get(page + "?lang=" + language.tag(), "Accept", "text/html")
                            .body())
                    .contains(
                            "<html lang=\"" + language.tag() + "\"",
                            words.say(Phrase.REFUND_READY_HEADLINE),
                            words.say(Phrase.REFUND_WORTH, words.money(Money.parse(Currency.of("EUR"), "25.00"))),
                            "?lang=fr");
        }

        assertThat(claim(page + "?lang=de", Map.of("address", "bitcoin:" + ADDRESS))
                        .body())
                .contains(Words.in(Language.GERMAN).say(Phrase.REFUND_ADDRESS_IS_LINK));
        assertThat(claim(page + "?lang=de", Map.of("address", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"))
                        .body())
                .contains(Words.in(Language.GERMAN).say(Phrase.REFUND_ADDRESS_ELSEWHERE));
        assertThat(claim(page + "?lang=de", Map.of("address", "")).body())
                .contains(Words.in(Language.GERMAN).say(Phrase.REFUND_ADDRESS_MISSING));
        assertThat(claim(page + "?lang=de", Map.of("address", ADDRESS)).body())
                .contains(Words.in(Language.GERMAN).say(Phrase.REFUND_YES), ADDRESS);
        assertThat(claim(page + "?lang=de", Map.of("address", ADDRESS, "confirmed", "yes"))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(there -> assertThat(there).endsWith("?lang=de"));
        assertThat(claim(page + "?lang=de", Map.of("address", OTHER, "confirmed", "yes"))
                        .body())
                .contains(Words.in(Language.GERMAN).say(Phrase.REFUND_CLOSED));
    }

    private MerchantOrder paid(String reference) {
        MerchantOrder order = shop.order(reference);
        shop.send(order, IpnContent.paid());
        return order;
    }

    private Refund only(MerchantOrder order) {
        List<Refund> refunds = shop.gateway.refunds().of(order.id());
        assertThat(refunds).hasSize(1);
        return refunds.get(0);
    }

    private String pageOf(String user, String path) {
        return shop.get(path, "Authorization", TestShop.basic(user), "Accept", "text/html")
                .body();
    }

    private HttpResponse<String> act(String user, String path, String page, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put(
                "form_token",
                field(user.equals("anna") ? page : pageOf(user, "/admin/refunds/" + tail(path)), "form_token"));
        all.put("request_id", field(page, "request_id"));
        all.put("reason", "the mug broke");
        return shop.postForm(user, path, all, "Accept", "text/html");
    }

    /** The page that the form of this path is on. */
    private static String tail(String path) {
        String rest = path.substring("/admin/refunds/".length());
        return rest.endsWith("/approve") ? rest.substring(0, rest.length() - "/approve".length()) : rest;
    }

    private static String field(String page, String name) {
        Matcher matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        return matcher.find() ? matcher.group(1) : "";
    }

    private HttpResponse<String> claim(String page, Map<String, String> fields) {
        return shop.post(
                page,
                fields.entrySet().stream()
                        .map(entry -> entry.getKey() + "="
                                + java.net.URLEncoder.encode(entry.getValue(), java.nio.charset.StandardCharsets.UTF_8))
                        .collect(java.util.stream.Collectors.joining("&")),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html");
    }
}
