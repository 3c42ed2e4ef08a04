package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.ShopDetails;
import io.tillgate.servlet.internal.page.Arrival;
import io.tillgate.servlet.internal.page.Language;
import io.tillgate.servlet.internal.page.OrderView;
import io.tillgate.servlet.internal.page.Orders;
import io.tillgate.servlet.internal.page.Site;
import io.tillgate.servlet.internal.page.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagesTest {

    private static final String SCRIPT = "<script>alert('x')</script>";
    private static final String RIGHT_TO_LEFT_OVERRIDE = "\u202E";

    private final Pages pages = new Pages(new Site("/pay", new Assets(new Origins(List.of())).urls()));

    @Test
    void a_page_has_no_script_or_style_of_its_own() {
        String html = html(Orders.in(OrderStatus.AWAITING_PAYMENT).order());

        assertThat(html).doesNotContain("<style").doesNotContain("style=").doesNotContain(" onclick");
        assertThat(html.split("<script", -1)).as("one script, by address").hasSize(2);
        assertThat(html).containsPattern("<script src=\"/pay/assets/tillgate-[0-9a-f]{12}\\.js\" defer></script>");
    }

    @Test
    void hostile_texts_are_shown_and_not_obeyed() {
        String html = html(Orders.in(OrderStatus.AWAITING_PAYMENT)
                .texts(
                        "\"'><img src=x onerror=alert(1)>",
                        new ShopDetails(
                                SCRIPT + RIGHT_TO_LEFT_OVERRIDE + "x".repeat(10_000), SCRIPT, "javascript:alert(1)"),
                        "javascript:alert(2)")
                .order());

        assertThat(html)
                .doesNotContain("<script>")
                .doesNotContain("<img")
                .doesNotContain("javascript:")
                .contains("&lt;script&gt;alert('x')&lt;/script&gt;")
                .as("a mark that turns text around ends where the text ends")
                .contains("<bdi>&lt;script&gt;");
    }

    @Test
    void a_page_that_may_change_refreshes_without_javascript_and_a_final_one_does_not() {
        assertThat(html(Orders.in(OrderStatus.CONFIRMING).order()))
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>")
                .contains("data-events=\"/pay/orders/t/events\"");
        assertThat(html(Orders.in(OrderStatus.PAID).order()))
                .doesNotContain("http-equiv=\"refresh\"")
                .doesNotContain("data-events");
    }

    @Test
    void nothing_of_our_insides_is_on_the_page_of_a_buyer() {
        assertThat(html(Orders.in(OrderStatus.AWAITING_PAYMENT).order()))
                .doesNotContain("01930000-0000-7000")
                .doesNotContain("mtgox");
    }

    private String html(MerchantOrder order) {
        OrderView view = OrderView.of(
                order, Optional.empty(), Arrival.LINK, Orders.NOW, Words.in(Language.ENGLISH), "/pay/orders/t/events");
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            pages.order(view).writeBody(page);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return page.toString(StandardCharsets.UTF_8);
    }
}
