package io.tillgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own: what it prints, how it stops, what it leaves behind. */
class DemoProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EXIT_BY_SIGTERM = 143;
    private static final Pattern FOR_TESTS = Pattern.compile(
            "test-classes|-tests\\.jar|[/\\\\](org[/\\\\](junit|assertj|awaitility|opentest4j|apiguardian|hamcrest)|net[/\\\\]bytebuddy)[/\\\\]");

    @TempDir
    Path temporary;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end_what_still_runs() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void every_wrong_variable_is_named_with_fault_and_fix_and_nothing_starts() throws Exception {
        Process demo = start(Map.of(
                "PORT", "eighty",
                "SANDBOX_PORT", "70000",
                "SANDBOX_KEY", " ",
                "SANDBOX_SECRET", "not base64!",
                "DATABASE_URL", "postgres://localhost/shop",
                "DATABASE_USER", ""));
        assertThat(exitCode(demo)).isEqualTo(1);
        assertThat(stdout()).isEmpty();
        assertThat(stderr())
                .contains("6 problem(s)")
                .contains("PORT is 'eighty': set 1 to 65535, or unset it for 8080")
                .contains("SANDBOX_PORT is '70000': set 1 to 65535")
                .contains("SANDBOX_KEY is empty: set the API key")
                .contains("SANDBOX_SECRET is not base64: set at least 16 bytes in base64")
                .contains("DATABASE_URL is not the JDBC URL of a Postgres: set jdbc:postgresql://")
                .contains("DATABASE_USER is empty: set the name of a role")
                .doesNotContain("not base64!")
                .doesNotContain("\tat ");
    }

    @Test
    void ports_in_use_and_a_database_that_is_away_are_told_at_once() throws Exception {
        try (ServerSocket shop = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket sandbox = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int nobody = freePort();
            Process demo = start(Map.of(
                    "PORT", Integer.toString(shop.getLocalPort()),
                    "SANDBOX_PORT", Integer.toString(sandbox.getLocalPort()),
                    "DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + nobody + "/shop?password=hidden-word"));
            assertThat(exitCode(demo)).isEqualTo(1);
            assertThat(stderr())
                    .contains("3 problem(s)")
                    .contains("PORT is " + shop.getLocalPort() + ", which can't be opened")
                    .contains("SANDBOX_PORT is " + sandbox.getLocalPort() + ", which can't be opened")
                    .contains("DATABASE_URL leads to no Postgres that answers")
                    .doesNotContain("hidden-word");
        }
    }

    @Test
    void it_prints_one_line_and_a_signal_stops_it_without_a_trace() throws Exception {
        Process demo = start(Map.of("PORT", "0", "SANDBOX_PORT", "0"));
        await().atMost(PATIENCE).until(() -> stdout().endsWith(")\n"));
        assertThat(stdout()).matches("Tillgate demo shop: http://localhost:[0-9]+/ .*login demo / [a-z0-9]{12}\\)\n");
        assertThat(stderr()).isEmpty();
        assertThat(processesOnOurFiles()).as("shop and Postgres").hasSizeGreaterThan(1);

        demo.destroy();

        assertThat(exitCode(demo)).isEqualTo(EXIT_BY_SIGTERM);
        assertNothingIsLeft();
        assertThat(stderr()).isEmpty();
    }

    @Test
    void a_signal_in_the_middle_of_the_start_leaves_nothing_either() throws Exception {
        for (String moment : List.of("data", "data/PG_VERSION", "data/postmaster.pid")) {
            Process demo = start(Map.of("PORT", "0", "SANDBOX_PORT", "0"));
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> home().anyMatch(home -> Files.exists(home.resolve(moment))));

            demo.destroy();

            assertThat(exitCode(demo)).as(moment).isEqualTo(EXIT_BY_SIGTERM);
            assertNothingIsLeft();
        }
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(processesOnOurFiles()).isEmpty();
        assertThat(home()).isEmpty();
    }

    private Stream<Path> home() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("tillgate-demo-")).toList().stream();
        }
    }

    private List<String> processesOnOurFiles() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(temporary.toString()))
                .toList();
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary,
                "-Dot.epg.working-dir=" + unpackedPostgres(),
                "-cp",
                runtimeClassPath(),
                DemoShop.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("DATABASE_") || name.startsWith("SANDBOX_"));
        builder.environment().putAll(environment);
        builder.redirectOutput(temporary.resolve("stdout").toFile());
        builder.redirectError(temporary.resolve("stderr").toFile());
        Process demo = builder.start();
        started.add(demo);
        return demo;
    }

    /** The class path of scope runtime, which {@code mvn -Pdemo} starts it with: without what is there for the tests. */
    private static String runtimeClassPath() {
        String all = System.getProperty("java.class.path");
        List<String> runtime = Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !FOR_TESTS.matcher(entry).find())
                .toList();
        assertThat(runtime)
                .noneMatch(entry -> entry.contains("junit"))
                .hasSizeLessThan(all.split(File.pathSeparator).length);
        return String.join(File.pathSeparator, runtime);
    }

    /** Where the embedded Postgres of other tests is unpacked already. */
    private static String unpackedPostgres() {
        return new File(System.getProperty("java.io.tmpdir"), "embedded-pg").getPath();
    }

    private static int exitCode(Process demo) throws InterruptedException {
        assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return demo.exitValue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String stdout() throws IOException {
        return Files.readString(temporary.resolve("stdout"));
    }

    private String stderr() throws IOException {
        return Files.readString(temporary.resolve("stderr"));
    }
}
