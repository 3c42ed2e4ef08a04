package io.tillgate.servlet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser: Debian's chromium with its driver. Where there is none, a test is skipped and says so; in CI (the
 * variable {@code CI} is {@code true}) it fails instead.
 */
final class Browser implements AutoCloseable {

    static final Dimension DESKTOP = new Dimension(1280, 900);
    static final Dimension PHONE = new Dimension(390, 844);

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    final ChromeDriver driver;

    private Browser(List<String> moreFlags) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=en");
        options.addArguments(moreFlags);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(DESKTOP);
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30)).scriptTimeout(Duration.ofSeconds(10));
    }

    static Browser open(String... moreFlags) {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("CI has no browser: install chromium and chromium-driver, as .ci/run does");
        }
        assumeTrue(there, "no browser on this machine: install chromium and chromium-driver");
        return new Browser(List.of(moreFlags));
    }

    /** Opens a page and waits until it is loaded. */
    void open(String url) {
        driver.get(url);
    }

    /** What a piece of JavaScript returns, as text. */
    String eval(String script, Object... arguments) {
        return String.valueOf(driver.executeScript("return " + script, arguments));
    }

    void size(Dimension size) {
        driver.manage().window().setSize(size);
    }

    /** The screen of a phone, narrower than a window of a desktop can be. */
    void phone() {
        Object unused = driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", PHONE.width, "height", PHONE.height, "deviceScaleFactor", 2, "mobile", true));
    }

    /** Back to a window on a desk. */
    void desktop() {
        Object unused = driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** The page's reader prefers a scheme of colours: {@code light} or {@code dark}. */
    void colours(String scheme) {
        Object unused = driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                // Colours that are still changing are of neither scheme.
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** The page's reader prefers things to move or not: {@code no-preference} or {@code reduce}. */
    void motion(String preference) {
        Object unused = driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", preference))));
    }

    /** Errors and warnings on the console since the last question. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Keeps a picture of the whole page, also of what one would have to scroll to. */
    void wholePicture(String name) {
        Dimension size = driver.manage().window().getSize();
        int more = Integer.parseInt(eval("Math.max(0, document.documentElement.scrollHeight - window.innerHeight)"));
        driver.manage().window().setSize(new Dimension(size.getWidth(), size.getHeight() + more));
        picture(name);
        driver.manage().window().setSize(size);
    }

    /** Keeps a picture under {@code target/screenshots} for people to look at. */
    void picture(String name) {
        Path file = Path.of("target", "screenshots", name + ".png");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
