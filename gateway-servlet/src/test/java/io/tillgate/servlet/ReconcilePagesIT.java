package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.sandbox.IpnContent;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of statements and books over real HTTP: upload, what it found, a decision, four columns, the books. */
class ReconcilePagesIT {

    private static final String BOUNDARY = "----tillgate";
    private static final Pattern INPUT = Pattern.compile("name=\"(form_token|request_id)\" value=\"([^\"]*)\"");

    private final TestShop shop =
            TestShop.open(builder -> builder.approvalAbove(Money.satoshi(100_000_000)), ServletSettings.defaults());

    @BeforeEach
    void aPaidOrder() {
        MerchantOrder order = shop.order("A-1");
        shop.send(order, IpnContent.paid());
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_statement_is_uploaded_matched_and_its_difference_decided_on() {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        HttpResponse<String> answer = upload("time,amount,reference,info\n" + now + ",2.5,A-1,\n" + now
                + ",0.00000007,B-<script>,\"=cmd|' /C calc'\"\n");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        String run = location(answer);
        assertThat(run).startsWith("/admin/reconcile/runs/");
        HttpResponse<String> page = shop.getAsStaff(run);
        assertThat(page.body())
                .contains("2 read, 2 new")
                .contains("reference", "nothing", "B-&lt;script&gt;")
                .doesNotContain("B-<script>");

        Matcher link = Pattern.compile("/admin/reconcile/discrepancies/[0-9]+").matcher(page.body());
        assertThat(link.find()).isTrue();
        HttpResponse<String> decided = shop.postForm(
                "anna", link.group(), fieldsWith(link.group(), "kind", "EXPLAINED", "reason", "not ours"));
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(303);
        assertThat(shop.getAsStaff(link.group()).body()).contains("not ours", "explained", "resolved");
        assertThat(shop.getAsStaff("/admin/reconcile").body()).contains("what statements say is what we know");
    }

    @Test
    void what_is_too_much_for_one_person_to_book_is_booked_once_a_second_one_approves() {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        upload("time,amount,payment_id\n" + now + ",-1.00000001,a-withdrawal\n");
        String discrepancy =
                "/admin/reconcile/discrepancies/" + shop.postgres.text("SELECT id FROM tillgate.discrepancy");
        assertThat(shop.getAsStaff(discrepancy).body()).contains("once a second person has approved");

        HttpResponse<String> asked = shop.postForm(
                "otto", discrepancy, fieldsOf("otto", discrepancy, "kind", "BOOKED", "reason", "to our own wallet"));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
        String approval = location(asked);
        assertThat(approval).startsWith("/admin/approvals/");
        assertThat(shop.getAsStaff(discrepancy).body())
                .contains("Somebody asked to book this", "href=\"/pay" + approval + "\"")
                .doesNotContain("value=\"BOOKED\"");
        assertThat(shop.postgres.count("booking")).isZero();
        assertThat(shop.getAsStaff("/admin/approvals").body()).contains("a discrepancy of -1.00000001 BTC");
        assertThat(shop.get(approval, TestShop.as("alma", "Accept", "text/html"))
                        .body())
                .contains("to our own wallet", "href=\"/pay" + discrepancy + "\"", "Approve, and do it");

        HttpResponse<String> approved = shop.postForm(
                "alma", approval, fieldsOf("alma", approval, "decision", "approve", "reason", "I saw the coins"));

        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(303);
        assertThat(shop.postgres.text("SELECT amount || ' ' || actor FROM tillgate.booking"))
                .isEqualTo("-100000001 otto");
        assertThat(shop.getAsStaff(discrepancy).body())
                .contains("to our own wallet (approved by alma)", "resolved")
                .doesNotContain("Somebody asked to book this");
    }

    @Test
    void a_file_with_a_fault_is_refused_with_its_place_and_nothing_is_kept() {
        HttpResponse<String> answer = upload("time,amount\n2026-03-29T14:05:51Z,1\nnow,1\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("row 3, column time", "is not an ISO 8601 time with its zone");
        assertThat(shop.postgres.count("statement_line")).isZero();
        assertThat(upload("").statusCode()).isEqualTo(422);
    }

    @Test
    void a_line_that_found_nothing_is_matched_by_hand_once() {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        upload("time,amount,payment_id\n" + now + ",2.5,of-somebody-else\n");
        String line = "/admin/reconcile/lines/" + shop.postgres.text("SELECT id FROM tillgate.statement_line");

        HttpResponse<String> unknown =
                shop.postForm("anna", line, fieldsWith(line, "order", "B-9", "reason", "the buyer sent the receipt"));
        assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(409);
        HttpResponse<String> matched =
                shop.postForm("anna", line, fieldsWith(line, "order", "A-1", "reason", "the buyer sent the receipt"));

        assertThat(matched.statusCode()).as(matched.body()).isEqualTo(303);
        assertThat(shop.getAsStaff(line).body()).contains("by hand").doesNotContain("name=\"order\"");
        assertThat(shop.postgres.count("statement_line WHERE matched_by = 'BY_HAND'"))
                .isEqualTo(1);
    }

    @Test
    void four_columns_and_books_are_shown_and_a_day_that_is_not_over_is_not_closed() {
        String columns = shop.getAsStaff("/admin/reconcile/columns").body();
        assertThat(columns).contains("A-1", "Shop was told", "Chain", "The day: 1 orders");
        assertThat(shop.getAsStaff("/admin/reconcile/columns?day=today").statusCode())
                .isEqualTo(422);

        String books = shop.getAsStaff("/admin/books").body();
        assertThat(books).contains("No day is closed yet");
        Matcher day = Pattern.compile("name=\"day\" value=\"([^\"]*)\"").matcher(books);
        assertThat(day.find()).isTrue();
        HttpResponse<String> early = shop.postForm(
                "anna", "/admin/books/close", fieldsWith("/admin/books", "processor", "mtgox", "day", day.group(1)));
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("it can be closed from");
        assertThat(shop.getAsStaff("/admin/books/days.csv").body())
                .startsWith("processor,day,zone,currency,opening,received,reversed,refunded,fees,booked,closing,");
        assertThat(shop.getAsStaff("/admin/books/2020-01-01").statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_not_there_is_said_to_be_not_there() {
        for (String path : new String[] {
            "/admin/reconcile/runs/x",
            "/admin/reconcile/lines/7",
            "/admin/reconcile/discrepancies/x",
            "/admin/reconcile/x/y"
        }) {
            assertThat(shop.getAsStaff(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    private HttpResponse<String> upload(String csv) {
        StringBuilder body = new StringBuilder();
        fieldsWith("/admin/reconcile", "processor", "mtgox", "currency", "BTC")
                .forEach((name, value) -> body.append("--")
                        .append(BOUNDARY)
                        .append("\r\nContent-Disposition: form-data; name=\"")
                        .append(name)
                        .append("\"\r\n\r\n")
                        .append(value)
                        .append("\r\n"));
        body.append("--")
                .append(BOUNDARY)
                .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"statement.csv\"\r\n")
                .append("Content-Type: text/csv\r\n\r\n")
                .append(csv)
                .append("\r\n--")
                .append(BOUNDARY)
                .append("--\r\n");
        return shop.exchange(
                "POST",
                "/admin/reconcile/import",
                HttpRequest.BodyPublishers.ofString(body.toString()),
                "Authorization",
                TestShop.basic("anna"),
                "Origin",
                shop.url.replaceAll("(https?://[^/]*).*", "$1"),
                "Content-Type",
                "multipart/form-data; boundary=" + BOUNDARY);
    }

    private java.util.Map<String, String> fieldsWith(String path, String... more) {
        return fieldsOf("anna", path, more);
    }

    private java.util.Map<String, String> fieldsOf(String user, String path, String... more) {
        java.util.Map<String, String> fields = new java.util.LinkedHashMap<>();
        Matcher input = INPUT.matcher(
                shop.get(path, TestShop.as(user, "Accept", "text/html")).body());
        while (input.find()) {
            fields.putIfAbsent(input.group(1), input.group(2));
        }
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^(https?://[^/]*)?/pay", "");
    }
}
