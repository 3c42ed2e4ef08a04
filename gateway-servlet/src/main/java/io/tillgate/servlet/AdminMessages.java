package io.tillgate.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What a page says once after an act, carried by a cookie, since there may be no session and many nodes. */
final class AdminMessages {

    private static final String NAME = "tillgate-message";
    private static final int MESSAGE_CHARS_MAX = 400;

    private final StaffTokens tokens;
    private final String attributes;

    /** @param publicBaseUrl decides whether the cookie may travel without TLS */
    AdminMessages(StaffTokens tokens, String adminPath, String publicBaseUrl) {
        this.tokens = tokens;
        this.attributes = "; Path=" + adminPath + "; HttpOnly; SameSite=Strict"
                + (publicBaseUrl.startsWith("https:") ? "; Secure" : "");
    }

    /** The value of {@code Set-Cookie} for a message to this person. */
    String cookie(StaffMember staff, String message) {
        String text = message.length() > MESSAGE_CHARS_MAX ? message.substring(0, MESSAGE_CHARS_MAX) + "…" : message;
        return NAME + "=" + tokens.message(staff.name(), text) + "; Max-Age=" + StaffTokens.MESSAGE_TIME_MAX.toSeconds()
                + attributes;
    }

    /** Takes a message away that was shown. */
    Answer shown(Answer answer) {
        return answer.with("Set-Cookie", NAME + "=; Max-Age=0" + attributes);
    }

    /** Only what we wrote to this very person: nobody else can put words on a page. */
    Optional<String> read(HttpServletRequest request, StaffMember staff) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(NAME)) {
                return tokens.readMessage(staff.name(), cookie.getValue());
            }
        }
        return Optional.empty();
    }
}
