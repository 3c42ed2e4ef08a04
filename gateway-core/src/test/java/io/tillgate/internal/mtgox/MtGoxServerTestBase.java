package io.tillgate.internal.mtgox;

import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.NonceSequence;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A processor of our own making, over real HTTP, that answers what a test tells it to. */
abstract class MtGoxServerTestBase {

    static final String ID = "206679d9-3a96-46d6-a03f-634603179c3d";
    static final String PAYMENT_URL = "https://payment.mtgox.com/" + ID;
    static final String SUCCESS = "{\"result\":\"success\",\"return\":{\"transaction\":\"" + ID
            + "\",\"payment_url\":\"" + PAYMENT_URL + "\"}}";

    final MockWebServer server = new MockWebServer();
    final AtomicLong lastNonce = new AtomicLong(1331200000000000L);
    final NonceSequence nonces = key -> lastNonce.incrementAndGet();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    CreateAnswer create(MtGoxSettings.Builder settings, MockResponse... answers) {
        for (MockResponse answer : answers) {
            server.enqueue(answer);
        }
        try (MtGoxProcessor processor = new MtGoxProcessor(settings.build(), nonces)) {
            return processor.create(MtGoxFixtures.invoice());
        }
    }

    MtGoxSettings.Builder settings() {
        return MtGoxFixtures.settings().baseUrl(server.url("/api").toString());
    }

    static MtGoxSignature signature() {
        return new MtGoxSignature(Base64.getDecoder().decode(MtGoxFixtures.SECRET));
    }

    static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    static String error(String text, String token) {
        return "{\"result\":\"error\",\"error\":\"" + text + "\",\"token\":\"" + token + "\"}";
    }
}
