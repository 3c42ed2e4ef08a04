package io.tillgate.servlet;

import static io.tillgate.servlet.MorningShop.text;
import static io.tillgate.servlet.MorningShop.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.sandbox.IpnContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** The morning's work of the people who count the money, in a real browser: Otto acts, Alma approves. */
class MorningIT {

    private final MorningShop morning = MorningShop.open();
    private final TestShop shop = morning.shop;
    private final MerchantOrder underpaid = morning.underpaid;
    private final MerchantOrder late = morning.late;
    private final MerchantOrder open = morning.open;

    @AfterEach
    void closeTheShop() {
        morning.close();
    }

    @Test
    void the_inbox_is_worked_off_with_a_preview_of_every_act() {
        try (Browser browser = Browser.open()) {
            morning.signIn(browser, "otto");
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
            morning.signIn(browser, "alma");
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
    void a_page_brings_itself_up_to_date_and_leaves_alone_what_somebody_uses() {
        try (Browser browser = Browser.open()) {
            morning.signIn(browser, "otto");
            await().atMost(TestShop.PATIENCE)
                    .until(() -> text(browser, "#waiting").startsWith("3"));
            assertThat(browser.eval("htmx.version")).isEqualTo("2.0.10");
            MerchantOrder another = shop.order("S-2046");
            shop.send(another, IpnContent.paid(100_000_000));

            browser.eval("document.querySelector('#inbox .inbox-item a').focus()");
            lookAgain(browser);
            await().atMost(TestShop.PATIENCE)
                    .until(() -> text(browser, "#waiting").startsWith("4"));
            assertThat(text(browser, "#inbox")).as("it has the focus").doesNotContain("S-2046");
            browser.eval("document.activeElement.blur()");
            lookAgain(browser);
            await().atMost(TestShop.PATIENCE)
                    .until(() -> text(browser, "#inbox").contains("S-2046"));

            browser.open(shop.url + "/admin/orders/" + open.id());
            assertThat(text(browser, "#order .order-head")).contains("awaiting payment");
            shop.send(open, IpnContent.paid());
            lookAgain(browser);
            await().atMost(TestShop.PATIENCE)
                    .until(() -> text(browser, "#order .order-head").contains("paid"));
            assertThat(browser.eval("document.querySelector('#order time').textContent"))
                    .as("what came later is in the reader's zone as well")
                    .doesNotContain("UTC");
            assertThat(browser.complaints())
                    .as("no word of the policy against scripts")
                    .isEmpty();
        }
    }

    /** What a browser says when its reader comes back to the page; otherwise a page looks twice a minute. */
    private static void lookAgain(Browser browser) {
        browser.eval("document.dispatchEvent(new Event('visibilitychange'))");
    }

    @Test
    void a_parked_notification_says_why_a_replay_is_of_no_use_and_is_put_aside() {
        try (Browser browser = Browser.open()) {
            morning.signIn(browser, "otto");
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
    void everything_can_be_done_with_the_keyboard_alone() {
        try (Browser browser = Browser.open()) {
            morning.signIn(browser, "otto");
            assertThat(tab(browser)).isEqualTo("Skip to the content");
            assertThat(browser.eval("getComputedStyle(document.activeElement).left"))
                    .isEqualTo("7.2px");
            press(browser, Keys.ENTER);
            assertThat(browser.eval("document.activeElement.id")).isEqualTo("content");

            goTo(browser, "Accept the late payment");
            assertThat(browser.driver.getCurrentUrl()).contains("/acts/accept-late/" + late.id());
            explain(browser, "By keyboard");
            goTo(browser, "Ask for approval");
            assertThat(text(browser, ".message")).contains("second person");
        }
        assertThat(shop.gateway.order(late.id()).orElseThrow().status()).isNotEqualTo(OrderStatus.PAID);
        try (Browser browser = Browser.open()) {
            morning.signIn(browser, "alma");
            goTo(browser, "Approvals");
            goTo(browser, "Decide");
            explain(browser, "I know them");
            goTo(browser, "Approve, and do it");
            assertThat(text(browser, ".message")).isNotBlank();
            assertThat(shop.gateway.order(late.id()).orElseThrow().status()).isEqualTo(OrderStatus.PAID);
        }
    }

    /** Tabs to what is called so, looking where one is at each step, and presses it. */
    private static void goTo(Browser browser, String name) {
        String page = browser.driver.getCurrentUrl();
        String focused = "";
        for (int i = 0; i < 60 && !focused.equals(name); i++) {
            press(browser, Keys.TAB);
            String seen = browser.eval("getComputedStyle(document.activeElement).outlineStyle + ' '"
                    + " + document.activeElement.textContent.trim()");
            assertThat(seen).as("one can see where one is").startsWith("solid ");
            focused = seen.substring("solid ".length());
        }
        assertThat(focused).isEqualTo(name);
        press(browser, Keys.ENTER);
        await().atMost(TestShop.PATIENCE)
                .until(() -> !browser.driver.getCurrentUrl().equals(page)
                        || !browser.driver
                                .findElements(By.cssSelector(".message"))
                                .isEmpty());
    }

    /** Tabs to the field for the reason and writes it. */
    private static void explain(Browser browser, String why) {
        for (int i = 0; i < 30 && !browser.eval("document.activeElement.name").equals("reason"); i++) {
            tab(browser);
        }
        assertThat(browser.eval("document.activeElement.name")).isEqualTo("reason");
        browser.driver.switchTo().activeElement().sendKeys(why);
    }

    private static void follow(Browser browser, String link) {
        browser.open(browser.driver.findElement(By.cssSelector(link)).getAttribute("href"));
    }

    private static void confirm(Browser browser, String why) {
        browser.driver.findElement(By.name("reason")).sendKeys(why);
        browser.driver.findElement(By.cssSelector(".act button")).click();
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
