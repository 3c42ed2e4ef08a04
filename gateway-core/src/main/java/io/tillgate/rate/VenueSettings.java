package io.tillgate.rate;

import static java.util.Objects.requireNonNull;

import io.tillgate.failure.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How to ask one public venue for prices. {@link #of} suits most shops; the gateway checks the rest at start and lists
 * what is wrong.
 *
 * @param baseUrl where the HTTP API is, without a slash at the end
 * @param streamUrl where the stream is; empty for none
 * @param userAgent what the venue sees of us: some answer 403 without one
 * @param streaming whether to listen to the venue's stream, where it has one
 */
public record VenueSettings(Venue venue, String baseUrl, String streamUrl, String userAgent, Streaming streaming) {

    /** Names the library, so that a venue can tell who asks. */
    public static final String USER_AGENT = "Tillgate/0.1 (+payment gateway library)";

    private static final int PORT_MAX = 65_535;

    /** Hosts that are ours by their name or address, without asking anybody: there a price needs no TLS. */
    private static final Pattern OWN_NETWORK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]"
            + "|10\\.[0-9.]+|192\\.168\\.[0-9.]+|172\\.(1[6-9]|2[0-9]|3[01])\\.[0-9.]+|\\[f[cd][0-9a-f:]+]"
            + "|[A-Za-z0-9-]+|.+\\.(local|lan|internal|onion)");

    /** How tickers come from a venue. */
    public enum Streaming {
        /** By its stream, and by asking while that is down. */
        ON,
        /** By asking only. */
        OFF
    }

    public VenueSettings {
        requireNonNull(venue, "venue");
        requireNonNull(streamUrl, "streamUrl");
        requireNonNull(userAgent, "userAgent");
        requireNonNull(streaming, "streaming");
        baseUrl = withoutSlash(requireNonNull(baseUrl, "baseUrl"));
    }

    /** The venue at its public address, with its stream where it has one. */
    public static VenueSettings of(Venue venue) {
        return new VenueSettings(venue, venue.baseUrl(), venue.streamUrl(), USER_AGENT, Streaming.ON);
    }

    /** The same venue at another address: an instance of one's own, a proxy. */
    public VenueSettings withBaseUrl(String value) {
        return new VenueSettings(venue, value, streamUrl, userAgent, streaming);
    }

    /** The stream at another address. */
    public VenueSettings withStreamUrl(String value) {
        return new VenueSettings(venue, baseUrl, value, userAgent, streaming);
    }

    public VenueSettings withUserAgent(String value) {
        return new VenueSettings(venue, baseUrl, streamUrl, value, streaming);
    }

    public VenueSettings withoutStreaming() {
        return new VenueSettings(venue, baseUrl, streamUrl, userAgent, Streaming.OFF);
    }

    /** Whether there is a stream to listen to, and it is wanted. */
    public boolean streams() {
        return streaming == Streaming.ON && !streamUrl.isEmpty();
    }

    /** What keeps these settings from working; empty when nothing does. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        checkUrl(problems, "baseUrl", baseUrl, "http");
        if (streams()) {
            checkUrl(problems, "streamUrl", streamUrl, "ws");
        }
        String field = field("userAgent");
        if (userAgent.isBlank()) {
            problems.add(new Problem(field, "is empty", "venues refuse calls without one: name your shop"));
        } else if (!userAgent.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            problems.add(new Problem(
                    field, "has characters that no HTTP header can carry", "use visible ASCII, without line breaks"));
        }
        return problems;
    }

    /** A price that anybody on the way can change is no price: plain connections stay in our own network. */
    private void checkUrl(List<Problem> problems, String field, String url, String plainScheme) {
        String secureScheme = plainScheme + "s";
        String fix = "leave it unset, or use an absolute URL such as " + secureScheme + "://host";
        try {
            URI uri = URI.create(url);
            boolean scheme = secureScheme.equals(uri.getScheme()) || plainScheme.equals(uri.getScheme());
            boolean reachable = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= PORT_MAX;
            boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
            if (!scheme || !reachable || more) {
                problems.add(new Problem(field(field), "is not an absolute " + secureScheme + " URL", fix));
            } else if (plainScheme.equals(uri.getScheme())
                    && !OWN_NETWORK.matcher(uri.getHost()).matches()) {
                problems.add(new Problem(
                        field(field), "is not encrypted, so that anybody on the way can set your prices", fix));
            }
        } catch (IllegalArgumentException notAUri) {
            problems.add(new Problem(field(field), "is not a URL", fix));
        }
    }

    private String field(String name) {
        return "venue." + venue.sourceName() + "." + name;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
