package io.tillgate.crash;

import io.tillgate.sandbox.IpnContent;
import io.tillgate.sandbox.SandboxProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Buyers that check out through whichever node answers, ask again until they may pay, and pay in many ways. Paying goes on
 * beside, so that notifications come also while nobody can check out.
 */
final class Buyers {

    /** Once nothing is killed any more. */
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(60);

    private static final int IPN_COPIES_MAX = 4;
    private static final int SIGHTINGS_MAX = 25;
    private static final int PAUSE_MILLIS = 50;
    private static final int ONE_IN_SO_MANY_DOES_NOT_PAY = 11;
    private static final int WAYS_TO_PAY = 4;

    private final String shopUrl;
    private final SandboxProcessor sandbox;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService payments = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "payment");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closingTime = new CountDownLatch(1);
    /** Never reached: serves for pauses. */
    private final CountDownLatch over = new CountDownLatch(1);

    private final Map<String, Long> paid = new ConcurrentHashMap<>();
    private final Map<String, String> unserved = new ConcurrentHashMap<>();
    private volatile long servedUntil = Long.MAX_VALUE;

    Buyers(String shopUrl, SandboxProcessor sandbox) {
        this.shopUrl = shopUrl;
        this.sandbox = sandbox;
    }

    void start(int count, long seed) {
        for (int i = 0; i < count; i++) {
            String name = "buyer" + i;
            Random random = new Random(seed * 37 + i);
            Thread thread = new Thread(() -> buy(name, random), name);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Everybody ends the purchase that was begun. */
    void close() throws InterruptedException {
        servedUntil = System.nanoTime() + SERVED_WITHIN.toNanos();
        closingTime.countDown();
        for (Thread thread : threads) {
            thread.join(2 * SERVED_WITHIN.toMillis());
        }
        payments.shutdown();
        if (!payments.awaitTermination(SERVED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            unserved.put("payments", "not at their end");
        }
    }

    /** The amount due of each reference that was paid in full, in satoshi. */
    Map<String, Long> paid() {
        return paid;
    }

    /** Those who could not pay within the time, with the shop's last answer. */
    Map<String, String> unserved() {
        return unserved;
    }

    private void buy(String name, Random random) {
        int number = 0;
        while (closingTime.getCount() > 0) {
            String reference = name + "-" + number++;
            long satoshi = 10_000L + random.nextInt(1_000_000);
            boolean pays = random.nextInt(ONE_IN_SO_MANY_DOES_NOT_PAY) > 0;
            Way way = new Way(random.nextInt(WAYS_TO_PAY), 1 + random.nextInt(SIGHTINGS_MAX));
            sandbox.ipnCopies(1 + random.nextInt(IPN_COPIES_MAX));
            try {
                String transaction = checkout(reference, satoshi);
                if (transaction != null && pays) {
                    paid.put(reference, satoshi);
                    payments.execute(() -> pay(transaction, satoshi, way));
                }
                pause();
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** Asks again with the same reference until there is an invoice; gives its id, or null when that took too long. */
    private String checkout(String reference, long satoshi) throws InterruptedException {
        String answer = "nothing";
        while (System.nanoTime() < servedUntil) {
            answer = ask(reference, satoshi);
            if (answer.startsWith("Ready ")) {
                return answer.substring(answer.lastIndexOf('/') + 1);
            }
            pause();
        }
        unserved.put(reference, answer);
        return null;
    }

    private String ask(String reference, long satoshi) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(shopUrl + "/shop/checkout?reference=" + reference + "&satoshi=" + satoshi))
                .timeout(Duration.ofSeconds(15))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "HTTP " + response.statusCode();
        } catch (IOException killed) {
            return killed.toString();
        }
    }

    /** In one go, confirmed bit by bit, short and topped up, or half of it before the rest. */
    private void pay(String transaction, long satoshi, Way way) {
        long half = satoshi / 2;
        try {
            switch (way.kind()) {
                case 0 -> {}
                case 1 -> see(transaction, satoshi, way.sightings());
                case 2 -> {
                    see(transaction, half, way.sightings());
                    sandbox.send(transaction, IpnContent.paid(half));
                    satoshi -= half;
                }
                default -> sandbox.send(transaction, IpnContent.partial(half, 0));
            }
            sandbox.send(transaction, IpnContent.paid(satoshi));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each says something new. The first try of each is waited for, whatever becomes of it. */
    private void see(String transaction, long satoshi, int sightings) throws InterruptedException {
        for (int confirmed = 1; confirmed <= sightings; confirmed++) {
            sandbox.send(transaction, IpnContent.partial(confirmed, satoshi - confirmed));
            pause();
        }
    }

    private void pause() throws InterruptedException {
        boolean unused = over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How somebody pays. */
    private record Way(int kind, int sightings) {}
}
