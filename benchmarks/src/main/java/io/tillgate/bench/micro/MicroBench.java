package io.tillgate.bench.micro;

import org.openjdk.jmh.Main;

/** Runs the benchmarks of this package; what {@code -Djmh=} holds goes to JMH as its command line. */
final class MicroBench {

    private MicroBench() {}

    public static void main(String[] arguments) throws Exception {
        String own = System.getProperty("jmh", "").strip();
        Main.main(own.isEmpty() ? new String[0] : own.split("\\s+", -1));
    }
}
