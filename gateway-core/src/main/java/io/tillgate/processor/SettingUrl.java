package io.tillgate.processor;

import java.net.URI;
import java.util.Set;

/** Tells whether a setting is an address that calls can go to. */
final class SettingUrl {

    private static final int PORT_MAX = 65_535;

    private SettingUrl() {}

    /** An absolute URL of one of the schemes, without user, query and fragment: paths are put behind it. */
    static boolean isBase(String url, Set<String> schemes) {
        try {
            URI uri = URI.create(url);
            boolean scheme = uri.getScheme() != null && schemes.contains(uri.getScheme());
            boolean reachable = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= PORT_MAX;
            boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
            return scheme && reachable && !more;
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }
}
