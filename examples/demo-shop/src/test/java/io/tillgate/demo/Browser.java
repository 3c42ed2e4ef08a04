package io.tillgate.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A customer's browser: keeps cookies, sends forms, stops at redirects so that a test can look at them. */
final class Browser {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final String shopUrl;
    private final HttpClient client;

    Browser(String shopUrl) {
        this(
                shopUrl,
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                        .connectTimeout(TIMEOUT)
                        .build());
    }

    private Browser(String shopUrl, HttpClient client) {
        this.shopUrl = shopUrl;
        this.client = client;
    }

    /** The same browser, cookies included, when the shop has moved. */
    Browser at(String newShopUrl) {
        return new Browser(newShopUrl, client);
    }

    HttpResponse<String> open(String url) throws IOException, InterruptedException {
        return send(request(url).build());
    }

    HttpResponse<String> post(String url, Map<String, String> form) throws IOException, InterruptedException {
        return send(formRequest(url, form));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    /** A path of the shop, or a whole URL. */
    HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url.startsWith("/") ? shopUrl + url : url))
                .timeout(TIMEOUT);
    }

    HttpRequest formRequest(String url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** The fields of the form behind a product's button on the shop's page. */
    Map<String, String> buyForm(Product product, String currency) throws IOException, InterruptedException {
        String page = open("/?currency=" + currency).body();
        for (String form : page.split("<form ", -1)) {
            Map<String, String> fields = fields(form);
            if (product.name().equals(fields.get("product"))) {
                return fields;
            }
        }
        throw new AssertionError("no form for " + product + " on:\n" + page);
    }

    private static Map<String, String> fields(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(html);
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        return fields;
    }
}
