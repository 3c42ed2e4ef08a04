package io.tillgate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.ByteString;

/** A merchant's side of the wire, written apart from the sandbox so that the two check each other. */
final class Merchant {
    static final String CREATE_V1 = "/api/1/generic/private/merchant/order/create";
    static final String CREATE_V2 = "/api/2/money/merchant/order/create";

    private final SandboxProcessor sandbox;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final AtomicLong nonce = new AtomicLong(1_331_200_000_000_000L);

    Merchant(SandboxProcessor sandbox) {
        this.sandbox = sandbox;
    }

    record Reply(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return Json.read(ByteString.encodeUtf8(body));
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    static Map<String, String> terms() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("currency", "BTC");
        fields.put("amount", "0.0125");
        fields.put("return_success", "https://shop.example/success");
        fields.put("return_failure", "https://shop.example/failure");
        return fields;
    }

    /** Creates an order and returns its transaction. */
    String order(Map<String, String> fields) throws Exception {
        Reply reply = signed(CREATE_V1, fields);
        if (reply.status() != 200) {
            throw new AssertionError(reply.body());
        }
        return reply.json().at("/return/transaction").textValue();
    }

    String orderWithIpn(String ipn) throws Exception {
        Map<String, String> fields = terms();
        fields.put("ipn", ipn);
        fields.put("data", "order-119");
        return order(fields);
    }

    Reply signed(String path, Map<String, String> fields) throws Exception {
        return signedBody(path, body(fields));
    }

    /** With the next nonce in front. */
    String body(Map<String, String> fields) {
        return "nonce=" + nonce.incrementAndGet()
                + fields.entrySet().stream()
                        .map(field -> "&" + field.getKey() + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
    }

    Reply signedBody(String path, String body) throws Exception {
        return post(path, body, Map.of("Rest-Key", sandbox.apiKey(), "Rest-Sign", sign(path, body)));
    }

    String sign(String path, String body) throws GeneralSecurityException {
        String message = path.startsWith("/api/2/") ? path.substring(7) + "\0" + body : body;
        return hmac(sandbox.apiSecretBase64(), message);
    }

    static String hmac(String secretBase64, String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secretBase64), "HmacSHA512"));
        return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    }

    Reply post(String path, String body, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return send(request);
    }

    Reply json(String method, String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path)).timeout(Duration.ofSeconds(30));
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body(), response);
    }
}
