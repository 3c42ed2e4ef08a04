package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.LatePayment;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderStatus;
import io.tillgate.sandbox.IpnContent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The morning's work of the people who count the money, in a real browser: Otto acts, Alma approves. */
class MorningIT {

    private static final String HOSTILE = "<script>document.title='stolen'</script>\u202Egnp.exe";

    private TestShop shop;
    private MerchantOrder underpaid;
    private MerchantOrder late;
    private MerchantOrder open;

    @BeforeEach
    void openTheShop() {
        shop = TestShop.open(
                builder -> builder.currencies("EUR")
                        .approvalAbove(Money.satoshi(100_000_000))
                        .orderPolicy(OrderPolicy.DEFAULT.withLatePayment(LatePayment.HOLD_ALWAYS)),
                ServletSettings.defaults());
        shop.send(shop.order("S-2041"), IpnContent.paid());
        underpaid = shop.order("S-2042");
        shop.send(underpaid, IpnContent.paid(200_000_000));
        late = shop.order("S-2043");
        shop.send(
                late,
                IpnContent.paid()
                        .withDate(Long.toString(
                                Instant.now().plus(5, ChronoUnit.HOURS).getEpochSecond())));
        shop.sendOfUnknownOrder();
        longAgo();
        open = shop.order(CheckoutRequest.of("S-2044", Money.parse(Currency.of("EUR"), "12500.00"))
                .description("A bell for the tower")
                .build());
        shop.order(CheckoutRequest.of("S-2045 " + HOSTILE.substring(0, 40), Money.parse(Currency.of("EUR"), "19.90"))
                .description(HOSTILE)
                .build());
    }

    @AfterEach
    void closeTheShop() {
        shop.close();
    }

    @Test
    void the_inbox_is_worked_off_with_a_preview_of_every_act() {
        try (Browser browser = Browser.open()) {
            signIn(browser, "otto");
            assertThat(texts(browser, ".inbox-group h2"))
                    .contains("Paid too little", "Late payment held", "Notification without an order");
            browser.picture("inbox-light");
            browser.colours("dark");
            browser.picture("inbox-dark");
            browser.colours("light");

            follow(browser, "a[href$='/acts/mark-paid/" + underpaid.id() + "']");
            assertThat(text(browser, ".effect")).contains("underpaid", "marked by hand", "0.50000000 BTC");
            assertThat(shop.gateway.order(underpaid.id()).orElseThrow().status())
                    .as("a preview changes nothing")
                    .isNotEqualTo(OrderStatus.PAID);
            browser.picture("act-mark-paid");
            confirm(browser, "The customer sent the rest by bank transfer");
            assertThat(text(browser, ".message")).isNotBlank();
            assertThat(shop.gateway.order(underpaid.id()).orElseThrow())
                    .satisfies(order -> assertThat(order.anomaly()).isEqualTo(Anomaly.MARKED_BY_HAND))
                    .satisfies(order -> assertThat(order.state().received()).isEqualTo(Money.satoshi(200_000_000)));
            assertThat(text(browser, ".timeline")).contains("otto", "The customer sent the rest by bank transfer");
            browser.size(new Dimension(1280, 1500));
            browser.picture("order-light");
            browser.colours("dark");
            browser.picture("order-dark");
            browser.colours("light");
            browser.size(Browser.DESKTOP);

            browser.open(shop.url + "/admin/");
            follow(browser, "a[href$='/acts/accept-late/" + late.id() + "']");
            confirm(browser, "Five hours is fine for this customer");
            assertThat(text(browser, ".message"))
                    .as("a second person has to say yes")
                    .contains("second person");
            assertThat(shop.gateway.order(late.id()).orElseThrow().status()).isNotEqualTo(OrderStatus.PAID);
            assertThat(browser.complaints()).isEmpty();
        }
        try (Browser browser = Browser.open()) {
            signIn(browser, "alma");
            browser.open(shop.url + "/admin/approvals");
            follow(browser, ".item-acts .act-link");
            browser.picture("approval");
            browser.driver.findElement(By.name("reason")).sendKeys("Yes, I know them");
            browser.driver.findElement(By.cssSelector("button[value=approve]")).click();
            assertThat(text(browser, ".message")).isNotBlank();
            assertThat(shop.gateway.order(late.id()).orElseThrow().status()).isEqualTo(OrderStatus.PAID);

            browser.open(shop.url + "/admin/log");
            assertThat(text(browser, "table")).contains("otto", "alma", "Yes, I know them", "opened the pages");
            browser.picture("staff-log");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_parked_notification_says_why_a_replay_is_of_no_use_and_is_put_aside() {
        try (Browser browser = Browser.open()) {
            signIn(browser, "otto");
            follow(browser, "a[href*='/acts/replay/']");
            assertThat(text(browser, ".act-page")).as("why it can't be done").contains("This can't be done", "order");
            browser.picture("act-refused");

            browser.open(shop.url + "/admin/");
            follow(browser, "a[href*='/acts/set-aside/']");
            confirm(browser, "A test of the processor");
            assertThat(text(browser, ".message")).isNotBlank();
            assertThat(texts(browser, ".inbox-group h2")).doesNotContain("Notification without an order");
        }
    }

    @Test
    void orders_are_found_filtered_and_kept_as_a_view() {
        try (Browser browser = Browser.open()) {
            signIn(browser, "vera");
            browser.open(shop.url + "/admin/orders");
            browser.picture("orders-light");
            browser.driver.findElement(By.name("q")).sendKeys("S-2042" + Keys.ENTER);
            await().atMost(TestShop.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(texts(browser, ".reference-cell a")).containsExactly("S-2042"));

            browser.driver.findElement(By.cssSelector(".views summary")).click();
            browser.driver.findElement(By.name("name")).sendKeys("The one with the bell");
            browser.driver.findElement(By.cssSelector(".views button")).click();
            assertThat(text(browser, ".message")).contains("Saved");
            assertThat(texts(browser, ".views .choices a[aria-current]")).containsExactly("The one with the bell");

            browser.open(shop.url + "/admin/orders/" + underpaid.id());
            assertThat(browser.eval("document.querySelectorAll('.act-link, .acts a').length"))
                    .as("a viewer is offered nothing that they may not do")
                    .isEqualTo("0");
        }
    }

    @Test
    void everything_can_be_done_with_the_keyboard_alone() {
        try (Browser browser = Browser.open()) {
            signIn(browser, "otto");
            assertThat(tab(browser)).isEqualTo("Skip to the content");
            assertThat(browser.eval("getComputedStyle(document.activeElement).left"))
                    .isEqualTo("7.2px");
            press(browser, Keys.ENTER);
            assertThat(browser.eval("document.activeElement.id")).isEqualTo("content");

            String focused = "";
            for (int i = 0; i < 60 && !focused.equals("Mark as paid"); i++) {
                focused = tab(browser);
                assertThat(browser.eval("getComputedStyle(document.activeElement).outlineStyle"))
                        .as("one can see where one is: " + focused)
                        .isEqualTo("solid");
            }
            assertThat(focused).isEqualTo("Mark as paid");
            press(browser, Keys.ENTER);
            await().atMost(TestShop.PATIENCE)
                    .until(() -> browser.driver.getCurrentUrl().contains("/acts/mark-paid/"));
            for (int i = 0;
                    i < 30 && !browser.eval("document.activeElement.name").equals("reason");
                    i++) {
                tab(browser);
            }
            browser.driver.switchTo().activeElement().sendKeys("By keyboard");
            assertThat(tab(browser)).isEqualTo("Mark as paid");
            press(browser, Keys.ENTER);
            await().atMost(TestShop.PATIENCE)
                    .until(() ->
                            shop.gateway.order(underpaid.id()).orElseThrow().status() == OrderStatus.PAID);
        }
    }

    @Test
    void a_phone_shows_all_of_it_and_nothing_sticks_out() {
        try (Browser browser = Browser.open()) {
            signIn(browser, "otto");
            browser.phone();
            for (String path : List.of(
                    "/admin/",
                    "/admin/orders",
                    "/admin/orders/" + underpaid.id(),
                    "/admin/acts/mark-paid/" + underpaid.id(),
                    "/admin/acts/credit/" + open.id(),
                    "/admin/approvals",
                    "/admin/log")) {
                browser.open(shop.url + path);
                assertThat(
                                browser.eval(
                                        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 391"
                                                + " && !e.closest('.overflow-auto, nav, pre')).map(e => e.outerHTML.slice(0, 200)).join()"))
                        .as(path)
                        .isEmpty();
                browser.picture("phone"
                        + path.replaceAll("/admin/?", "-")
                                .replaceAll("/[0-9a-f-]{36}", "-one")
                                .replace('/', '-'));
            }
        }
    }

    @Test
    void hostile_texts_are_harmless_and_times_are_the_readers() {
        try (Browser browser = Browser.open()) {
            signIn(browser, "otto");
            browser.open(shop.url + "/admin/orders?q=S-2045");
            assertThat(browser.driver.getTitle()).isEqualTo("Orders – Tillgate");
            assertThat(text(browser, "table")).contains("<script>", "⟨RLO⟩gnp.exe");
            assertThat(browser.eval("document.querySelector('table time').title"))
                    .endsWith(" UTC");
            assertThat(browser.eval("document.querySelector('table time').textContent"))
                    .doesNotContain("UTC");
            browser.picture("orders-hostile");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void every_text_is_easy_to_read_in_light_and_dark() {
        List<String> faint = new ArrayList<>();
        try (Browser browser = Browser.open()) {
            signIn(browser, "anna");
            for (String colours : List.of("light", "dark")) {
                browser.colours(colours);
                for (String path : List.of(
                        "/admin/",
                        "/admin/orders",
                        "/admin/orders/" + underpaid.id(),
                        "/admin/acts/mark-paid/" + underpaid.id(),
                        "/admin/approvals",
                        "/admin/log")) {
                    browser.open(shop.url + path);
                    faint.addAll(Contrast.tooFaint(browser, colours + " " + path));
                }
            }
        }
        assertThat(faint).as("WCAG AA: 4.5 to 1, or 3 to 1 for large text").isEmpty();
    }

    /** A notification without an order is put up for a person once it had some minutes to find one. */
    private void longAgo() {
        shop.postgres.run(
                "UPDATE tillgate.notification SET received_at = received_at - interval '1 hour' WHERE outcome = 'PARKED'");
    }

    private void signIn(Browser browser, String name) {
        browser.open(shop.url.replace("http://", "http://" + name + ":secret@") + "/admin/");
        browser.open(shop.url + "/admin/");
    }

    private static void follow(Browser browser, String link) {
        browser.open(browser.driver.findElement(By.cssSelector(link)).getAttribute("href"));
    }

    private static void confirm(Browser browser, String why) {
        browser.driver.findElement(By.name("reason")).sendKeys(why);
        browser.driver.findElement(By.cssSelector(".act button")).click();
    }

    /** Waits for what comes with the next page. */
    private static String text(Browser browser, String selector) {
        await().atMost(TestShop.PATIENCE)
                .until(() ->
                        !browser.driver.findElements(By.cssSelector(selector)).isEmpty());
        return browser.driver.findElement(By.cssSelector(selector)).getText();
    }

    private static List<String> texts(Browser browser, String selector) {
        return browser.driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Goes to the next thing that takes the keyboard, and says what it is called. */
    private static String tab(Browser browser) {
        press(browser, Keys.TAB);
        return browser.eval("document.activeElement.textContent.trim()");
    }

    private static void press(Browser browser, Keys key) {
        browser.driver.switchTo().activeElement().sendKeys(key);
    }
}
