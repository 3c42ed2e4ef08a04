package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser's open page that listens to server-sent events. */
final class ListeningPage implements AutoCloseable {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final HttpResponse<InputStream> response;
    private volatile boolean closed;

    ListeningPage(TestShop shop, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(shop.url + path)).timeout(TestShop.PATIENCE);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            response = shop.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
        Thread reader = new Thread(this::read, "page");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
            closed = true;
        } catch (IOException cut) {
            lines.add("cut: " + cut);
        }
    }

    void hears(String text) {
        await().atMost(TestShop.PATIENCE)
                .untilAsserted(() ->
                        assertThat(lines).anySatisfy(line -> assertThat(line).contains(text)));
    }

    void isClosed() {
        await().atMost(TestShop.PATIENCE)
                .untilAsserted(() -> assertThat(closed)
                        .as("closed by the server, heard " + lines)
                        .isTrue());
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException alreadyGone) {
            throw new IllegalStateException(alreadyGone);
        }
    }
}
