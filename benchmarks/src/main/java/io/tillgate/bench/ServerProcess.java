package io.tillgate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own, with the same heap for each. It takes one-word commands and answers each with a line. */
public final class ServerProcess implements AutoCloseable {

    /** Fixed, so that no server gains by growing its heap during a window. */
    static final String HEAP = "1g";

    /** What the line with which a server tells that it is ready starts with. */
    public static final String PORT = "port ";

    private static final int STOP_SECONDS_MAX = 10;

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private final int port;

    private ServerProcess(Process process, PrintWriter commands, BufferedReader answers, int port) {
        this.process = process;
        this.commands = commands;
        this.answers = answers;
        this.port = port;
    }

    public static ServerProcess start(Class<?> main, String argument, List<String> moreOptions) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms" + HEAP, "-Xmx" + HEAP));
        line.addAll(moreOptions);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        PrintWriter commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        return new ServerProcess(process, commands, answers, port(main, answers));
    }

    /** The JVM itself may have said something before. */
    private static int port(Class<?> main, BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(PORT)) {
                return Integer.parseInt(line.substring(PORT.length()));
            }
        }
        throw new IOException(main.getSimpleName() + " did not start, see above");
    }

    public int port() {
        return port;
    }

    /** Empty while it runs. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    ServerStats stats() throws IOException {
        return ServerStats.ofLine(tell("stats"));
    }

    /** Gives a command and waits for its answer. */
    public String tell(String command) throws IOException {
        commands.println(command);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("a server ended, see above");
        }
        return answer;
    }

    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
