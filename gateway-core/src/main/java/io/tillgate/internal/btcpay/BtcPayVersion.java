package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that a server says it has; one that it does not say is taken for the newest. */
record BtcPayVersion(int major, int minor, int patch) {

    private static final int VERSION_CHARS_MAX = 40;
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");
    private static final BtcPayVersion NEWEST = new BtcPayVersion(Integer.MAX_VALUE, 0, 0);

    /** Reads {@code /server/info}. */
    static BtcPayVersion of(JsonNode info) {
        Matcher matcher = FORM.matcher(BtcPayJson.text(info, "version", VERSION_CHARS_MAX));
        if (!matcher.matches()) {
            return NEWEST;
        }
        String patch = matcher.group(3);
        return new BtcPayVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
        if (major != otherMajor) {
            return major > otherMajor;
        }
        return minor != otherMinor ? minor > otherMinor : patch >= otherPatch;
    }
}
