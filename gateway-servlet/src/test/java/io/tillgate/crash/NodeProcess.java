package io.tillgate.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link ShopNode} in a process of its own, that can be killed and started again. */
final class NodeProcess implements AutoCloseable {

    private final String name;
    private final Map<String, String> settings;
    private final Path directory;
    private Process process;
    private volatile int port = -1;

    NodeProcess(String name, Map<String, String> settings, Path directory) {
        this.name = name;
        this.settings = settings;
        this.directory = directory;
    }

    /** Negative while it does not serve. */
    int port() {
        return port;
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Returns at once; it serves when {@link #port()} is not negative. */
    synchronized void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        for (String inherited : List.of("user.timezone", "user.language", "user.country")) {
            command.add("-D" + inherited + "=" + System.getProperty(inherited));
        }
        settings.forEach((key, value) -> command.add("-Dnode." + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ShopNode.class.getName()));
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(name + ".log").toFile()))
                .start();
        process = started;
        Thread reader = new Thread(() -> readPort(started), "crash-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** SIGKILL: nothing of it gets to tidy up. */
    synchronized void kill() throws InterruptedException {
        port = -1;
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public synchronized void close() {
        port = -1;
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void readPort(Process started) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ShopNode.PORT_LINE)) {
                    served(started, Integer.parseInt(line.substring(ShopNode.PORT_LINE.length())));
                }
            }
        } catch (IOException killed) {
            // Its end says as much.
        }
    }

    private synchronized void served(Process started, int itsPort) {
        if (started == process && started.isAlive()) {
            port = itsPort;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
