package io.tillgate.crash;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Kills nodes and Postgres again and again, each victim on a schedule that the seed alone decides, and starts them again. */
final class Chaos {

    private static final int LIFE_MILLIS_MAX = 5000;
    private static final int DEATH_MILLIS_MAX = 400;
    private static final int POSTGRES_LIFE_MILLIS_MAX = 16_000;
    /** One of so many kills of a node hits it while it starts. */
    private static final int DURING_START_ONE_IN = 6;

    private final long seed;
    private final List<NodeProcess> nodes;
    private final RestartablePostgres postgres;
    private final AtomicInteger killsLeft;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Chaos(long seed, int kills, List<NodeProcess> nodes, RestartablePostgres postgres) {
        this.seed = seed;
        this.killsLeft = new AtomicInteger(kills);
        this.nodes = nodes;
        this.postgres = postgres;
    }

    /** Returns when all kills are done and everything was started again, or the time is over. */
    void run(Duration timeMax) throws Exception {
        List<Thread> killers = new ArrayList<>();
        for (NodeProcess node : nodes) {
            Random random = new Random(seed * 31 + killers.size());
            killers.add(start("killer-" + node, () -> killNode(node, random)));
        }
        Random random = new Random(seed * 31 + killers.size());
        killers.add(start("killer-postgres", () -> restartPostgres(random)));
        long deadline = System.nanoTime() + timeMax.toNanos();
        for (Thread killer : killers) {
            killer.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
        ended.countDown();
        Exception broken = failure.get();
        if (broken != null) {
            throw broken;
        }
        if (killsLeft.get() > 0) {
            throw new IllegalStateException(killsLeft + " kills were left when the time was over");
        }
    }

    private void killNode(NodeProcess node, Random random) throws Exception {
        while (killsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            boolean duringStart = random.nextInt(DURING_START_ONE_IN) == 0;
            int life = random.nextInt(LIFE_MILLIS_MAX);
            int death = random.nextInt(DEATH_MILLIS_MAX);
            if (!duringStart) {
                awaitServing(node);
            }
            pause(life);
            node.kill();
            pause(death);
            node.start();
        }
    }

    /** As whatever supervises a service does, starts it again when it gave up, which it does without its database. */
    void awaitServing(NodeProcess node) throws IOException, InterruptedException {
        while (node.port() < 0 && ended.getCount() > 0) {
            if (!node.isAlive()) {
                node.start();
            }
            pause(50);
        }
    }

    private void restartPostgres(Random random) throws Exception {
        pause(random.nextInt(LIFE_MILLIS_MAX));
        while (killsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            postgres.stopAtOnce();
            pause(random.nextInt(DEATH_MILLIS_MAX));
            postgres.start();
            pause(random.nextInt(POSTGRES_LIFE_MILLIS_MAX));
        }
    }

    private void pause(int millis) throws InterruptedException {
        boolean unused = ended.await(millis, TimeUnit.MILLISECONDS);
    }

    private Thread start(String name, Killer killer) {
        Thread thread = new Thread(
                () -> {
                    try {
                        killer.kill();
                    } catch (Exception broken) {
                        failure.compareAndSet(null, broken);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private interface Killer {
        void kill() throws Exception;
    }
}
