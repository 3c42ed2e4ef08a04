package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;

/** The tag {@code <tillgate-price>} on a page of the shop, in a real browser. */
class PriceTagIT {

    private static final String PAGE = """
            <!doctype html><html lang="en"><head><title>Shop</title>
            <script type="module" async src="/pay/assets/tillgate-price.js"></script></head><body>
            <p>Candle <tillgate-price id="candle" amount="25.00" currency="EUR">2.40 BTC</tillgate-price></p>
            <p>Lamp <tillgate-price id="lamp" amount="0.01" currency="EUR"></tillgate-price></p>
            <p lang="de">Kerze <tillgate-price id="kerze" amount="12345.67" currency="eur"></tillgate-price></p>
            <p>Island <tillgate-price id="island" amount="100" currency="ISK"><b>ask us</b></tillgate-price></p>
            <p>Yen <tillgate-price id="yen" amount="100" currency="JPY"></tillgate-price></p>
            <p>Wrong <tillgate-price id="wrong" amount="<img src=x onerror=alert(1)>" currency="EUR">as marked</tillgate-price></p>
            </body></html>
            """;

    /** The page believes that this many more milliseconds have gone by. */
    private static final String LATER =
            "(() => { const now = Date.now; Date.now = () => now.call(Date) + arguments[0]; })()";

    private Browser browser;
    private TestShop shop;

    @BeforeEach
    void open() {
        browser = Browser.open();
        shop = TestShop.open(ServletSettings.defaults(), TestShop.page("/shop", PAGE));
        browser.open(shop.url.replace("/pay", "/shop"));
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void a_tag_shows_its_price_and_age_and_follows_the_price() {
        shows("candle", "fresh", "2.50000000 BTC");
        shows("lamp", "fresh", "0.00100000 BTC");
        shows("kerze", "fresh", "1.234,56700000 BTC");
        assertThat(part("candle", "age").getText()).matches("now|\\d+ sec\\. ago");
        assertThat(part("kerze", "age").getText()).matches("jetzt|vor \\d+ Sek\\.");
        browser.picture("price-tag");

        shop.price("20.00000", "20.10000");

        shows("candle", "fresh", "1.25000000 BTC");
        assertThat(status("candle")).as("a price that moves is not read out").isEmpty();
        assertThat(browser.complaints())
                .as("the shop's Content-Security-Policy allows all of it")
                .noneMatch(line -> line.contains("Content Security") && !line.contains("favicon"));
    }

    @Test
    void amounts_are_what_the_checkout_would_ask_for() throws IOException {
        shows("candle", "fresh", "2.50000000 BTC");
        shop.price("62345.67891", "62400.00000");
        shows("candle", "fresh", "0.00040100 BTC");
        for (String amount : new String[] {"0.01", "0.99", "25", "100.10", "99999.99", "123456789.01", "0"}) {
            browser.eval("document.getElementById('lamp').setAttribute('amount', arguments[0])", amount);
            String converted =
                    shop.get("/convert?from=EUR&to=BTC&amount=" + amount).body();
            String due = new ObjectMapper().readTree(converted).at("/to/amount").asText();

            assertThat(part("lamp", "amount").getText().replace(",", ""))
                    .as(amount)
                    .isEqualTo(due + " BTC");
        }
    }

    @Test
    void without_a_price_there_is_no_number() {
        shows("candle", "fresh", "2.50000000 BTC");

        state("island", "none");
        state("yen", "none");
        assertThat(part("island", "none").getText()).isEqualTo("no bitcoin price right now");
        assertThat(tag("island").getText()).doesNotContain("ask us");
        state("wrong", "waiting");
        assertThat(tag("wrong").getText()).isEqualTo("as marked");
        assertThat(browser.complaints()).anyMatch(line -> line.contains("use a number like 25.00"));
    }

    @Test
    void all_tags_of_a_page_share_one_connection() {
        shows("candle", "fresh", "2.50000000 BTC");
        shows("kerze", "fresh", "1.234,56700000 BTC");

        assertThat(browser.eval("performance.getEntriesByType('resource').filter(e => e.name.includes('/rates')).length"
                        + " <= 3"))
                .isEqualTo("true");
        browser.eval("document.querySelectorAll('tillgate-price').forEach(tag => tag.remove())");
        shop.price("30.00000", "30.10000");
        assertThat(browser.complaints()).noneMatch(line -> line.contains("Uncaught"));
    }

    @Test
    void a_dead_server_makes_the_price_old_and_then_it_is_hidden_and_then_it_comes_back() throws Exception {
        shows("candle", "fresh", "2.50000000 BTC");

        shop.stopServer();

        await().atMost(TestShop.PATIENCE)
                .untilAsserted(() -> assertThat(browser.eval("document.getElementById('candle').getAttribute('state')"))
                        .isEqualTo("old"));
        assertThat(part("candle", "amount").getText()).isEqualTo("2.50000000 BTC");
        assertThat(part("candle", "old").getText()).contains("last known price");
        browser.picture("price-tag-old");

        browser.eval(LATER, 90_000);
        state("candle", "none");
        assertThat(tag("candle").getText()).doesNotContain("2.5").doesNotContain("2.4");
        assertThat(status("candle")).isEqualTo("no bitcoin price right now");
        assertThat(status("lamp")).as("one speaks for all").isEmpty();
        browser.picture("price-tag-none");

        shop.startServer();
        shop.price("12.50000", "12.60000");
        shows("candle", "fresh", "2.00000000 BTC");
        assertThat(status("candle")).isEqualTo("2.00000000 BTC");
    }

    @Test
    void a_server_that_never_sends_the_script_keeps_nobody_from_reading_the_page() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        FilterHolder hang = TestShop.filter(
                (request, response, chain) -> {
                    if (((HttpServletRequest) request).getRequestURI().endsWith("/tillgate-price.js")) {
                        asked.countDown();
                        uninterrupted(hanging);
                    }
                    chain.doFilter(request, response);
                },
                TestShop.Async.SUPPORTED);
        try (TestShop slow = TestShop.open(ServletSettings.defaults(), hang, TestShop.page("/shop", PAGE))) {
            browser.driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(3));
            assertThatThrownBy(() -> browser.open(slow.url.replace("/pay", "/shop")))
                    .as("the page is still loading its script")
                    .isInstanceOf(TimeoutException.class);

            assertThat(asked.await(1, TimeUnit.SECONDS)).isTrue();
            assertThat(hanging.getCount()).isEqualTo(1);
            assertThat(
                            browser.eval(
                                    "performance.getEntriesByName('first-contentful-paint').some(paint => paint.startTime < 2000)"))
                    .as("it was painted meanwhile")
                    .isEqualTo("true");
            assertThat(tag("candle").getText()).isEqualTo("2.40 BTC");
            hanging.countDown();
        }
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            boolean unused = latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private WebElement tag(String id) {
        return browser.driver.findElement(By.id(id));
    }

    private WebElement part(String id, String name) {
        return tag(id).getShadowRoot().findElement(By.cssSelector("[part=" + name + "]"));
    }

    /** What is not to be seen: Selenium tells no text of it. */
    private String status(String id) {
        return browser.eval(
                        "document.getElementById(arguments[0]).shadowRoot.querySelector('[role=status]').textContent",
                        id)
                .replace('\u00a0', ' ');
    }

    private void state(String id, String state) {
        await().atMost(TestShop.PATIENCE)
                .untilAsserted(
                        () -> assertThat(tag(id).getDomAttribute("state")).isEqualTo(state));
    }

    private void shows(String id, String state, String amount) {
        await().atMost(TestShop.PATIENCE).untilAsserted(() -> {
            assertThat(tag(id).getDomAttribute("state")).isEqualTo(state);
            assertThat(part(id, "amount").getText()).isEqualTo(amount);
        });
    }
}
