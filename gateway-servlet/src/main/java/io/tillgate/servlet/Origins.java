package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Other sites whose pages may read prices in a browser. No cookie of ours ever goes along. */
final class Origins {

    private final Set<String> allowed;

    /** @param allowed origins as browsers send them; check them with {@link #problems} first */
    Origins(List<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** Lets the page that asks read the answer, if its site is one of those. Tells caches that the answer depends on it. */
    Answer allow(Ask ask, Answer answer) {
        return allow(ask, answer, "Origin");
    }

    /** @param vary what the answer depends on in all, the origin included */
    Answer allow(Ask ask, Answer answer, String vary) {
        if (allowed.isEmpty() || answer == Answer.LATER) {
            return answer;
        }
        String origin = ask.header("Origin");
        Answer varied = answer.with("Vary", vary);
        return origin != null && allowed.contains(origin) ? varied.with("Access-Control-Allow-Origin", origin) : varied;
    }

    static List<Problem> problems(List<String> origins) {
        List<Problem> problems = new ArrayList<>();
        for (String origin : origins) {
            if (!isOrigin(origin)) {
                problems.add(new Problem(
                        "priceOrigins",
                        "'" + origin + "' is not an origin",
                        "write scheme, host and port if it is not the usual one, such as https://shop.example"));
            }
        }
        return problems;
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null) {
                return false;
            }
            boolean isUsualPort = uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String origin = uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
            return !isUsualPort && text.equals(origin);
        } catch (URISyntaxException notAUrl) {
            return false;
        }
    }
}
