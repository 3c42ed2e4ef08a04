package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.tillgate.servlet.internal.page.HostedOrders;
import io.tillgate.servlet.internal.page.HostedOrders.Hosted;
import io.tillgate.servlet.internal.page.Language;
import io.tillgate.servlet.internal.page.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.OutputType;

/** The page of an order that is paid right there, as a browser shows it, in every state, language, size and scheme. */
class PaymentPageIT {

    private static final Map<String, Hosted> STATES = HostedOrders.all();

    /** Counts what moves: by an animation, or in the way that is put in. */
    private static final String MOVING = """
            [...document.querySelectorAll('body, body *')].filter(element => ['', '::before', '::after'].some(part => {
                const style = getComputedStyle(element, part || null);
                return style.animationName !== 'none' || %s;
            })).length""";

    private static TestShop shop;
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Browser.open();
        shop = TestShop.open(ServletSettings.defaults(), states());
    }

    @AfterAll
    static void close() {
        if (shop != null) {
            shop.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    /** Shows each state under {@code /pay/states/{state}/{language}}, with all headers of the real page. */
    private static FilterHolder states() {
        Pages pages = new Pages(new Site("/pay", new Assets(new Origins(List.of())).urls()));
        return TestShop.filter(
                (request, response, chain) -> {
                    String[] path =
                            ((HttpServletRequest) request).getRequestURI().split("/", -1);
                    if (path.length == 5 && path[2].equals("states")) {
                        Hosted state = STATES.get(path[3]);
                        Language language = Language.of(path[4]).orElseThrow();
                        Answer answer = pages.order(state.view(language, "/pay/none"));
                        answer.send((HttpServletResponse) response, Answer.BodyChoice.WITH_BODY);
                    } else {
                        chain.doFilter(request, response);
                    }
                },
                TestShop.Async.SUPPORTED);
    }

    @Test
    void every_state_can_be_read_in_every_language_on_a_phone_and_a_desk_by_day_and_by_night() {
        for (String state : STATES.keySet()) {
            for (Language language : Language.values()) {
                open(state, language);
                for (String scheme : List.of("light", "dark")) {
                    browser.colours(scheme);
                    browser.size(Browser.PHONE);
                    String name = state + "-" + language.tag() + "-" + scheme;
                    assertThat(browser.eval("document.documentElement.scrollWidth <= window.innerWidth"))
                            .as(name + " fits a phone")
                            .isEqualTo("true");
                    assertThat(browser.eval(PageScripts.POOR_CONTRAST)).as(name).isEmpty();
                    picture("pay-" + name + "-phone");
                    browser.size(Browser.DESKTOP);
                    if (language == Language.ENGLISH) {
                        picture("pay-" + name + "-desk");
                    }
                }
                assertThat(browser.eval("document.documentElement.lang")).isEqualTo(language.tag());
            }
        }
        assertThat(browser.complaints())
                .allSatisfy(complaint -> assertThat(complaint)
                        .as("only the stream that is none here")
                        .contains("/pay/none"));
    }

    @Test
    void nothing_moves_for_a_reader_who_asked_for_that() {
        for (String state : List.of("waiting", "short")) {
            open(state, Language.ENGLISH);
            browser.motion("no-preference");
            assertThat(browser.eval(MOVING.formatted("parseFloat(style.transitionDuration) > 0")))
                    .as("without the wish something does, or this test says nothing")
                    .isNotEqualTo("0");

            browser.motion("reduce");
            assertThat(browser.eval(MOVING.formatted("style.transitionProperty !== 'none'")))
                    .as(state)
                    .isEqualTo("0");
        }
    }

    @Test
    void the_code_on_the_screen_is_the_payment_by_day_and_by_night() throws Exception {
        for (String state : List.of("waiting", "short")) {
            for (String scheme : List.of("light", "dark")) {
                open(state, Language.ENGLISH);
                browser.colours(scheme);

                assertThat(decoded()).isEqualTo(STATES.get(state).instructions().uri());
            }
        }
        assertThat(STATES.get("short").instructions().uri()).endsWith("?amount=0.00001234");
    }

    @Test
    void what_is_copied_is_what_a_wallet_reads_in_every_language() {
        for (Language language : Language.values()) {
            open("waiting", language);

            assertThat(browser.eval("[...document.querySelectorAll('button.copy')].map(b => b.dataset.copy).join()"))
                    .isEqualTo(HostedOrders.ADDRESS + ",0.00370368");
            assertThat(browser.eval(
                            "[...document.querySelectorAll('code.copyable')].map(c => { getSelection().selectAllChildren(c);"
                                    + " return getSelection().toString(); }).join()"))
                    .isEqualTo(HostedOrders.ADDRESS + ",0.00370368");
        }
    }

    @Test
    void a_button_copies_says_so_and_is_reached_by_keyboard() {
        open("waiting", Language.GERMAN);
        assertThat(browser.eval("document.querySelector('#copy-amount').checkVisibility()"))
                .isEqualTo("true");

        browser.eval("document.querySelector('#copy-amount').focus()");
        browser.driver.switchTo().activeElement().sendKeys("\n");

        org.awaitility.Awaitility.await()
                .atMost(TestShop.PATIENCE)
                .until(() -> browser.eval("document.querySelector('#copy-amount').textContent")
                        .equals("Kopiert"));
        assertThat(browser.eval("document.querySelector('#said').textContent")).isEqualTo("Kopiert");
        assertThat(browser.eval("document.activeElement.id")).isEqualTo("copy-amount");
    }

    @Test
    void nothing_is_asked_of_anybody_else() {
        open("waiting", Language.JAPANESE);

        assertThat(browser.eval(
                        "performance.getEntriesByType('resource').every(r => r.name.startsWith(location.origin))"))
                .isEqualTo("true");
    }

    private static void open(String state, Language language) {
        browser.open(shop.url + "/states/" + state + "/" + language.tag());
    }

    /** The whole page, also what is below the fold. */
    private static void picture(String name) {
        browser.wholePicture(name);
    }

    private static String decoded() throws Exception {
        assertThat(browser.eval("document.querySelector('#qr').getBoundingClientRect().bottom <= window.innerHeight"))
                .as("nobody has to scroll to it on a desk")
                .isEqualTo("true");
        byte[] png = browser.driver.getScreenshotAs(OutputType.BYTES);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        RGBLuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
