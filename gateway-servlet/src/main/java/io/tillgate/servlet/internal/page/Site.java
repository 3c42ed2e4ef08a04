package io.tillgate.servlet.internal.page;

import java.util.Map;

/**
 * Where our own pages and assets are, as a browser sees them.
 *
 * @param basePath path of the public base URL, empty or starting with a slash, without one at the end
 * @param assets URL path of each asset by its plain name
 */
public record Site(String basePath, Map<String, String> assets) {

    public Site {
        assets = Map.copyOf(assets);
    }

    /** A page of ours: {@code url("/admin/")}. */
    public String url(String path) {
        return basePath + path;
    }

    public String asset(String name) {
        String path = assets.get(name);
        if (path == null) {
            throw new IllegalStateException("no asset is called " + name);
        }
        return basePath + path;
    }
}
