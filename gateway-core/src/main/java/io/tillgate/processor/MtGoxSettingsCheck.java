package io.tillgate.processor;

import io.tillgate.failure.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** What keeps settings of the Mt. Gox wire from working. Names the field, never a secret's value. */
final class MtGoxSettingsCheck {

    private final MtGoxSettings settings;
    private final String secret;
    private final List<String> retiredSecrets;

    /** The secrets as they were given: they may be no base64. */
    MtGoxSettingsCheck(MtGoxSettings settings, String secret, List<String> retiredSecrets) {
        this.settings = settings;
        this.secret = secret;
        this.retiredSecrets = retiredSecrets;
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        checkId(problems);
        checkUrls(problems);
        if (settings.apiKey().isBlank()) {
            problems.add(new Problem("mtgox.apiKey", "is missing", "set the API key that the processor's page shows"));
        } else {
            checkHeaderValue(problems, "mtgox.apiKey", settings.apiKey());
        }
        checkSecret(problems, "mtgox.apiSecret", secret);
        for (String retired : retiredSecrets) {
            checkSecret(problems, "mtgox.retiredApiSecrets", retired);
        }
        if (settings.userAgent().isBlank()) {
            problems.add(
                    new Problem("mtgox.userAgent", "is empty", "the API refuses calls without one: name your shop"));
        } else {
            checkHeaderValue(problems, "mtgox.userAgent", settings.userAgent());
        }
        if (settings.callTimeout().compareTo(Duration.ofMillis(100)) < 0
                || settings.callTimeout().compareTo(Duration.ofMinutes(2)) > 0) {
            problems.add(new Problem(
                    "mtgox.callTimeout", "is " + settings.callTimeout(), "choose between 100 ms and 2 minutes"));
        }
        return problems;
    }

    private void checkId(List<Problem> problems) {
        try {
            new ProcessorId(settings.id());
        } catch (IllegalArgumentException wrong) {
            problems.add(new Problem("mtgox.id", "is not a processor id", "use 1 to 32 of a-z, 0-9 and hyphen"));
        }
    }

    private void checkUrls(List<Problem> problems) {
        if (!SettingUrl.isBase(settings.baseUrl(), Set.of("https", "http"))) {
            problems.add(new Problem(
                    "mtgox.baseUrl", "is not an http(s) URL", "use the part before the version: https://host/api"));
        }
        if (!settings.streamUrl().isEmpty()
                && !SettingUrl.isBase(settings.streamUrl(), Set.of("wss", "ws", "https", "http"))) {
            problems.add(new Problem(
                    "mtgox.streamUrl",
                    "is not a ws(s) or http(s) URL",
                    "leave it unset, or use wss://host/mtgox, or https://host/socket.io/1 for socket.io"));
        }
    }

    /** A line break that was copied along, or a letter that is not ASCII, would fail every single call. */
    private static void checkHeaderValue(List<Problem> problems, String field, String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            problems.add(new Problem(
                    field, "has characters that no HTTP header can carry", "use visible ASCII, without line breaks"));
        }
    }

    private static void checkSecret(List<Problem> problems, String field, String secret) {
        if (secret.isBlank()) {
            problems.add(new Problem(field, "is missing", "set the base64 secret that the processor's page shows"));
            return;
        }
        try {
            if (Base64.getDecoder().decode(secret).length < 16) {
                problems.add(new Problem(field, "is shorter than 16 bytes", "copy the whole secret, it is base64"));
            }
        } catch (IllegalArgumentException notBase64) {
            problems.add(new Problem(field, "is not base64", "copy it as it stands on the processor's page"));
        }
    }
}
