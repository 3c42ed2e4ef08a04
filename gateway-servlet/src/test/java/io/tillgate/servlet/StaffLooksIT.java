package io.tillgate.servlet;

import static io.tillgate.servlet.MorningShop.text;
import static io.tillgate.servlet.MorningShop.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** How the pages for staff look, in a real browser: on a desk, on a phone, in the dark, and with what strangers wrote on them. */
class StaffLooksIT {

    private static MorningShop morning;
    private static TestShop shop;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open();
        morning = MorningShop.open();
        shop = morning.shop;
        morning.fillTheBooks();
        morning.signIn(browser, "anna");
    }

    @AfterAll
    static void close() {
        if (morning != null) {
            browser.close();
            morning.close();
        }
    }

    /** One page of each template. */
    private static List<String> pages() {
        return List.of(
                "/admin/",
                "/admin/orders",
                "/admin/orders/" + morning.underpaid.id(),
                "/admin/acts/mark-paid/" + morning.underpaid.id(),
                "/admin/acts/credit/" + morning.open.id(),
                "/admin/approvals",
                "/admin/approvals/" + morning.first("approval"),
                "/admin/refunds",
                "/admin/refunds/" + morning.first("refund"),
                "/admin/refunds/new/" + morning.paid.id(),
                "/admin/reconcile",
                "/admin/reconcile/runs/" + morning.first("reconcile_run"),
                "/admin/reconcile/columns",
                "/admin/reconcile/discrepancies",
                "/admin/reconcile/discrepancies/" + morning.first("discrepancy"),
                "/admin/reconcile/lines/"
                        + shop.postgres.text("SELECT id::text FROM tillgate.statement_line WHERE payment_id = 'stray'"),
                "/admin/books",
                "/admin/books/" + morning.day() + "?processor=mtgox",
                "/admin/processors",
                "/admin/log");
    }

    @Test
    void each_page_is_easy_to_read_in_light_and_dark_fits_a_phone_and_scrolls_by_keyboard() {
        List<String> faults = new ArrayList<>();
        for (String path : pages()) {
            browser.open(shop.url + path);
            for (String colours : List.of("dark", "light")) {
                browser.colours(colours);
                faults.addAll(Contrast.tooFaint(browser, colours + " " + path));
                browser.picture("staff-" + name(path) + "-" + colours);
            }
            note(faults, path, "[...document.querySelectorAll('.overflow-auto:not([tabindex][role][aria-label])')]");
            browser.phone();
            note(
                    faults,
                    path,
                    "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 391"
                            + " && !e.closest('.overflow-auto, nav, pre'))");
            browser.picture("staff-" + name(path) + "-phone");
            browser.desktop();
        }
        assertThat(faults)
                .as("WCAG AA: 4.5 to 1, or 3 to 1 for large text; what scrolls takes the focus; nothing sticks out")
                .isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    private static void note(List<String> faults, String path, String elements) {
        String found = browser.eval(elements + ".map(e => e.outerHTML.slice(0, 200)).join()");
        if (!found.isEmpty()) {
            faults.add(path + ": " + found);
        }
    }

    @Test
    void orders_are_found_filtered_and_kept_as_a_view() {
        browser.open(shop.url + "/admin/orders");
        browser.driver.findElement(By.name("q")).sendKeys("S-2042" + Keys.ENTER);
        await().atMost(TestShop.PATIENCE)
                .untilAsserted(
                        () -> assertThat(texts(browser, ".reference-cell a")).containsExactly("S-2042"));

        browser.driver.findElement(By.cssSelector(".views summary")).click();
        browser.driver.findElement(By.name("name")).sendKeys("The one with the bell");
        browser.driver.findElement(By.cssSelector(".views button")).click();
        assertThat(text(browser, ".message")).contains("Saved");
        assertThat(texts(browser, ".views .choices a[aria-current]")).containsExactly("The one with the bell");
    }

    @Test
    void hostile_texts_are_harmless_and_times_are_the_readers() {
        browser.open(shop.url + "/admin/orders?q=S-2045");
        assertThat(browser.driver.getTitle()).isEqualTo("Orders – Tillgate");
        assertThat(text(browser, "table")).contains("<script>", "⟨RLO⟩gnp.exe");
        assertThat(browser.eval("document.querySelector('table time').title")).endsWith(" UTC");
        assertThat(browser.eval("document.querySelector('table time').textContent"))
                .doesNotContain("UTC");
        assertThat(browser.complaints()).isEmpty();
    }

    /** The path without ids, for the name of a picture. */
    private static String name(String path) {
        String plain = path.replaceAll("^/admin/|\\?.*$", "")
                .replaceAll("/([0-9a-f-]{36}|[0-9]+|[0-9]{4}-[0-9-]+)$", "-one")
                .replace('/', '-');
        return plain.isEmpty() ? "inbox" : plain;
    }
}
