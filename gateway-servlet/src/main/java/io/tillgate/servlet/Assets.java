package io.tillgate.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Serves style sheets and scripts from the jar. The name carries a hash of the content, so that a
 * browser may keep each version for ever and never shows an old one.
 */
final class Assets implements Endpoint {

    /** What pages of the shop link to: it has the same address for ever, so a browser asks now and then for a new one. */
    private static final String COMPONENT = "tillgate-price.js";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String FOR_A_WHILE = "public, max-age=600";
    private static final int HASH_HEX_DIGITS = 12;

    /** Files that are served as one, in this order: later rules win. */
    private static final Map<String, List<String>> PARTS = Map.of(
            "tillgate.css", List.of("base.css", "buyer/page.css", "buyer/payment.css"),
            "staff.css",
                    List.of(
                            "staff/frame.css",
                            "staff/lists.css",
                            "staff/order.css",
                            "staff/rates.css",
                            "staff/figures.css",
                            "staff/inbox.css",
                            "staff/acts.css",
                            "staff/processors.css",
                            "staff/screens.css"));

    private static final List<String> FILES = List.of(
            "pico.min.css",
            "tillgate.css",
            "staff.css",
            "tillgate.js",
            "staff.js",
            "htmx.min.js",
            "uplot.min.css",
            "uplot.min.js",
            "charts.js",
            "rates.js",
            "figures.js",
            COMPONENT);

    private final Origins origins;
    private final Map<String, Asset> byUrlName = new LinkedHashMap<>();
    private final Map<String, String> urls = new LinkedHashMap<>();

    Assets(Origins origins) {
        this.origins = origins;
        for (String file : FILES) {
            byte[] content = content(file);
            int dot = file.lastIndexOf('.');
            String urlName = file.substring(0, dot) + "-" + hash(content) + file.substring(dot);
            String type = file.endsWith(".css") ? "text/css;charset=utf-8" : "text/javascript;charset=utf-8";
            byUrlName.put(urlName, new Asset(type, content, FOR_EVER));
            urls.put(file, "/assets/" + urlName);
            if (file.equals(COMPONENT)) {
                byUrlName.put(file, new Asset(type, content, FOR_A_WHILE));
            }
        }
    }

    /** Path below the mount point of each asset by its plain name. */
    Map<String, String> urls() {
        return urls;
    }

    @Override
    public String name() {
        return "assets";
    }

    @Override
    public Answer answer(Ask ask) {
        Asset asset = ask.path().size() == 1 ? byUrlName.get(ask.path().get(0)) : null;
        if (asset == null) {
            return Answer.text(404, "asset is not of this version of Tillgate: reload the page that links to it\n")
                    .notStored();
        }
        return origins.allow(ask, answer(ask, asset), "Accept-Encoding, Origin");
    }

    private static Answer answer(Ask ask, Asset asset) {
        String encodings = ask.header("Accept-Encoding");
        boolean zipped = encodings != null && encodings.contains("gzip") && !encodings.contains("gzip;q=0");
        String etag = "\"" + asset.hash + (zipped ? "-gzip\"" : "\"");
        if (ask.has(etag)) {
            return asset.cached(Answer.empty(304), etag);
        }
        Answer answer = asset.cached(Answer.of(200, asset.type, zipped ? asset.zipped : asset.plain), etag);
        return zipped ? answer.with("Content-Encoding", "gzip") : answer;
    }

    /** Of a name that pages use. */
    static byte[] content(String file) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String part : PARTS.getOrDefault(file, List.of(file))) {
            content.writeBytes(read(part));
        }
        return content.toByteArray();
    }

    private static byte[] read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream("internal/assets/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in the jar of gateway-servlet: build it again");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(file, broken);
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return zipped.toByteArray();
    }

    private static String hash(byte[] content) {
        return sha256(content).substring(0, HASH_HEX_DIGITS);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    private static final class Asset {
        final String type;
        final byte[] plain;
        final byte[] zipped;
        final String hash;
        final String cacheControl;

        Asset(String type, byte[] content, String cacheControl) {
            this.type = type;
            this.plain = content;
            this.zipped = gzip(content);
            this.hash = Assets.hash(content);
            this.cacheControl = cacheControl;
        }

        Answer cached(Answer answer, String etag) {
            return answer.with("ETag", etag).with("Cache-Control", cacheControl).with("Vary", "Accept-Encoding");
        }
    }
}
