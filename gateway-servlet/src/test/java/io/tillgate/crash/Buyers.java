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
import java.util.concurrent.TimeUnit;

/** Buyers that check out through whichever node answers, ask again until they may pay, and pay in many ways. */
final class Buyers {

    private static final Duration CHECKOUT_MAX = Duration.ofSeconds(90);
    private static final int IPN_COPIES_MAX = 4;
    private static final int SIGHTINGS = 12;
    private static final int PAUSE_MILLIS = 50;

    private final String shopUrl;
    private final SandboxProcessor sandbox;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closingTime = new CountDownLatch(1);
    /** Never reached: serves for pauses. */
    private final CountDownLatch over = new CountDownLatch(1);

    private final Map<String, Long> paid = new ConcurrentHashMap<>();
    private final Map<String, String> unserved = new ConcurrentHashMap<>();

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
        closingTime.countDown();
        for (Thread thread : threads) {
            thread.join(CHECKOUT_MAX.toMillis());
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
            int way = random.nextInt(11);
            int copies = 1 + random.nextInt(IPN_COPIES_MAX);
            try {
                String transaction = checkout(reference, satoshi);
                if (transaction != null && way < 10) {
                    sandbox.ipnCopies(copies);
                    pay(transaction, satoshi, way / 2);
                    paid.put(reference, satoshi);
                }
                pause();
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** Asks again with the same reference until there is an invoice; gives its id, or null when that took too long. */
    private String checkout(String reference, long satoshi) throws InterruptedException {
        long deadline = System.nanoTime() + CHECKOUT_MAX.toNanos();
        String answer = "none";
        while (System.nanoTime() < deadline) {
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

    /** The first try of each notification is waited for, whatever becomes of it. */
    private void pay(String transaction, long satoshi, int way) {
        long half = satoshi / 2;
        switch (way) {
            case 0 -> send(transaction, IpnContent.paid(satoshi));
            case 1 -> {
                send(transaction, IpnContent.partial(0, satoshi));
                send(transaction, IpnContent.paid(satoshi));
            }
            case 2 -> {
                for (int step = 0; step < SIGHTINGS; step++) {
                    long confirmed = satoshi * step / SIGHTINGS;
                    send(transaction, IpnContent.partial(confirmed, satoshi - confirmed));
                }
                send(transaction, IpnContent.paid(satoshi));
            }
            case 3 -> {
                send(transaction, IpnContent.paid(half));
                send(transaction, IpnContent.paid(satoshi - half));
            }
            default -> {
                send(transaction, IpnContent.partial(half, 0));
                send(transaction, IpnContent.paid(satoshi));
            }
        }
    }

    private void send(String transaction, IpnContent content) {
        sandbox.send(transaction, content);
    }

    private void pause() throws InterruptedException {
        boolean unused = over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
