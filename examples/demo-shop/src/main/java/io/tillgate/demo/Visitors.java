package io.tillgate.demo;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who is looking at the shop: a random cookie, no login. Each form carries a token that only pages made for the same
 * visitor hold, so no other site can post in a visitor's name.
 */
final class Visitors {
    static final String COOKIE = "shop_visitor";

    private static final String HMAC = "HmacSHA256";
    private static final Duration COOKIE_AGE_MAX = Duration.ofDays(90);

    private final SecretKeySpec key;

    Visitors(String secretBase64) {
        key = new SecretKeySpec(Base64.getDecoder().decode(secretBase64), HMAC);
    }

    /** The visitor of a page; one who has not been here before gets a cookie. */
    UUID welcome(HttpServletRequest request, HttpServletResponse response) {
        return known(request).orElseGet(() -> {
            UUID visitor = UUID.randomUUID();
            Cookie cookie = new Cookie(COOKIE, visitor.toString());
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setSecure(request.isSecure());
            cookie.setMaxAge((int) COOKIE_AGE_MAX.toSeconds());
            // Not Strict: the customer comes back from the payment page by a link of another site.
            cookie.setAttribute("SameSite", "Lax");
            response.addCookie(cookie);
            return visitor;
        });
    }

    /** The visitor who sent one of our own forms; empty when the form is not from a page that we made for them. */
    Optional<UUID> ofForm(HttpServletRequest request) {
        String token = request.getParameter("form");
        return known(request)
                .filter(visitor -> token != null
                        && MessageDigest.isEqual(
                                formToken(visitor).getBytes(StandardCharsets.UTF_8),
                                token.getBytes(StandardCharsets.UTF_8)));
    }

    String formToken(UUID visitor) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            byte[] token = mac.doFinal(visitor.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every Java has " + HMAC, broken);
        }
    }

    private static Optional<UUID> known(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .flatMap(cookie -> uuid(cookie.getValue()).stream())
                        .findFirst();
    }

    /** Reads the canonical form of a UUID; empty on anything else. */
    static Optional<UUID> uuid(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
