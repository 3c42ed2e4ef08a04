package io.tillgate.fences.planted.internal.loose;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** What one does when nobody looks. */
final class LooseHabits {

    private LooseHabits() {}

    static final class WritesToTheConsole {
        void run() {
            System.out.println("hello");
        }
    }

    static final class PrintsItsStack {
        void run(Exception failure) {
            failure.printStackTrace();
        }
    }

    static final class Sleeps {
        void run() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class SleepsByUnit {
        void run() throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    static final class LogsElsewhere {
        final Logger log = Logger.getLogger("planted");
    }

    static final class AsksInstant {
        Instant run() {
            return Instant.now();
        }
    }

    static final class AsksSystem {
        long run() {
            return System.currentTimeMillis();
        }
    }

    static final class AsksByReference {
        Supplier<Instant> run() {
            return Instant::now;
        }
    }
}
