package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checked parameters of {@code merchant/order/create}; absent optional texts are empty strings. */
record OrderTerms(
        WireCurrency currency,
        long amountInt,
        String returnSuccess,
        String returnFailure,
        String description,
        String ipn,
        String data,
        Map<String, Boolean> flags) {
    static final long BTC_AMOUNT_INT_MAX = 2_100_000_000_000_000L;
    static final long FIAT_AMOUNT_INT_MAX = 100_000_000_000_000_000L;
    static final int URL_CHARS_MAX = 2048;

    private static final List<String> FLAGS = List.of("email", "autosell", "multipay", "instant_only");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,16}(\\.[0-9]{1,16})?");
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");

    OrderTerms {
        flags = Map.copyOf(flags);
    }

    /** Thrown with the error that the caller of the wire gets to read. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient WireError error;

        Refused(WireError error) {
            super(error.text());
            this.error = error;
        }

        WireError error() {
            return error;
        }
    }

    static OrderTerms read(FormFields fields) throws Refused {
        WireCurrency currency = currency(required(fields, "currency"));
        return new OrderTerms(
                currency,
                amountInt(fields, currency),
                url("return_success", required(fields, "return_success")),
                url("return_failure", required(fields, "return_failure")),
                fields.get("description").orElse(""),
                fields.get("ipn").isPresent() ? url("ipn", required(fields, "ipn")) : "",
                fields.values().getOrDefault("data", ""),
                flags(fields));
    }

    boolean flag(String name) {
        return flags.getOrDefault(name, false);
    }

    private static String required(FormFields fields, String name) throws Refused {
        Optional<String> value = fields.get(name);
        if (value.isEmpty()) {
            throw new Refused(WireError.missingParameter("Missing parameter \"" + name + "\": send it"));
        }
        return value.get();
    }

    private static WireCurrency currency(String code) throws Refused {
        Optional<WireCurrency> currency = WireCurrency.find(code);
        if (currency.isEmpty()) {
            throw invalid("currency", "not known, use one of " + WireCurrency.codes());
        }
        return currency.get();
    }

    private static long amountInt(FormFields fields, WireCurrency currency) throws Refused {
        Optional<String> decimal = fields.get("amount");
        Optional<String> integer = fields.get("amount_int");
        if (decimal.isPresent() && integer.isPresent()) {
            throw invalid("amount", "given beside amount_int, send one of the two");
        }
        if (decimal.isEmpty() && integer.isEmpty()) {
            throw new Refused(
                    WireError.missingParameter("Missing parameter \"amount\" or \"amount_int\": send one of them"));
        }
        String name = decimal.isPresent() ? "amount" : "amount_int";
        long amountInt = decimal.isPresent() ? ofDecimal(decimal.get(), currency) : ofInteger(integer.orElseThrow());
        long max = currency == WireCurrency.BTC ? BTC_AMOUNT_INT_MAX : FIAT_AMOUNT_INT_MAX;
        if (amountInt <= 0 || amountInt > max) {
            throw invalid(
                    name,
                    "out of range, send more than 0 and at most "
                            + currency.fromInt(max).stripTrailingZeros().toPlainString() + " " + currency);
        }
        return amountInt;
    }

    private static long ofDecimal(String text, WireCurrency currency) throws Refused {
        if (!DECIMAL.matcher(text).matches()) {
            throw invalid("amount", "not a plain decimal, send digits and a point, such as 0.0125");
        }
        BigDecimal amount = new BigDecimal(text);
        if (amount.stripTrailingZeros().scale() > currency.scale()) {
            throw invalid("amount", "too fine, " + currency + " has " + currency.scale() + " digits behind the point");
        }
        return currency.toInt(amount);
    }

    private static long ofInteger(String text) throws Refused {
        if (!INTEGER.matcher(text).matches()) {
            throw invalid("amount_int", "not an integer, send digits only");
        }
        return Long.parseLong(text);
    }

    private static String url(String name, String text) throws Refused {
        String fix = "send an absolute http or https URL of at most " + URL_CHARS_MAX + " characters";
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getUserInfo() != null || text.length() > URL_CHARS_MAX) {
                throw invalid(name, "not a usable URL, " + fix);
            }
            return uri.toASCIIString();
        } catch (URISyntaxException malformed) {
            throw invalid(name, "not a usable URL, " + fix);
        }
    }

    private static Map<String, Boolean> flags(FormFields fields) throws Refused {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        for (String name : FLAGS) {
            switch (fields.get(name).orElse("0")) {
                case "0" -> flags.put(name, false);
                case "1" -> flags.put(name, true);
                default -> throw invalid(name, "neither 0 nor 1, send 0 or 1");
            }
        }
        return flags;
    }

    private static Refused invalid(String name, String faultAndFix) {
        return new Refused(WireError.invalidParameter("Invalid parameter \"" + name + "\": " + faultAndFix));
    }
}
