package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.openqa.selenium.Dimension;

/** What the tests of pages with charts have in common. */
final class ChartPages {

    private ChartPages() {}

    /** The data of a chart, fresh. */
    static JsonNode json(TestShop shop, String path) throws IOException {
        HttpResponse<String> answer = shop.getAsStaff(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return new ObjectMapper().readTree(answer.body());
    }

    /** Opens a page, waits for its charts, and keeps a picture of them in light, in the dark and on a small screen. */
    static void look(Browser browser, TestShop shop, String path, int charts, String... legend) {
        browser.size(new Dimension(1280, 2100));
        browser.open(shop.url.replace("http://", "http://anna:secret@") + "/admin/");
        browser.open(shop.url + path);
        await().atMost(TestShop.PATIENCE)
                .untilAsserted(() -> assertThat(browser.eval("document.querySelectorAll('.uplot canvas').length"))
                        .isEqualTo(Integer.toString(charts)));
        assertThat(browser.eval("[...document.querySelectorAll('.u-legend th')].map(th => th.textContent).join()"))
                .contains(legend);
        String name = path.replaceAll("^/admin/|\\?.*$", "");
        browser.picture(name + "-light");
        browser.colours("dark");
        browser.picture(name + "-dark");
        browser.colours("light");
        browser.size(new Dimension(500, 3200));
        await().atMost(TestShop.PATIENCE)
                .untilAsserted(() -> assertThat(
                                browser.eval(
                                        "[...document.querySelectorAll('.uplot')].every(plot => plot.offsetWidth <= document.body.clientWidth)"))
                        .isEqualTo("true"));
        assertThat(browser.eval("document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing sticks out of a small screen")
                .isEqualTo("true");
        browser.picture(name + "-phone");
        assertThat(browser.complaints()).isEmpty();
    }
}
