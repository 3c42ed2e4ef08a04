package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes tickers and currencies in the words of the wire; protocol page, 4 and 5.1. */
final class MarketData {
    private final SandboxTickers tickers;

    MarketData(SandboxTickers tickers) {
        this.tickers = tickers;
    }

    /** Version 0: bare JSON numbers. */
    Map<String, Object> tickerV0(WireCurrency currency) {
        SandboxTickers.Snapshot now = tickers.snapshot(currency);
        Map<String, Object> ticker = new LinkedHashMap<>();
        ticker.put("high", now.high());
        ticker.put("low", now.low());
        ticker.put("avg", now.average());
        ticker.put("vwap", now.vwap());
        ticker.put("vol", now.volume());
        ticker.put("last_all", now.last());
        ticker.put("last_local", now.last());
        ticker.put("last", now.last());
        ticker.put("buy", now.bid());
        ticker.put("sell", now.ask());
        return Map.of("ticker", ticker);
    }

    /** The form of early 2012, which has no {@code now}. */
    Map<String, Object> ticker(WireCurrency currency) {
        return ticker(tickers.snapshot(currency));
    }

    Map<String, Object> tickerWithNow(WireCurrency currency) {
        SandboxTickers.Snapshot now = tickers.snapshot(currency);
        Map<String, Object> ticker = ticker(now);
        ticker.put("now", micros(now.at()));
        return ticker;
    }

    Map<String, Object> tickerFast(WireCurrency currency) {
        SandboxTickers.Snapshot now = tickers.snapshot(currency);
        Map<String, Object> ticker = lastTrades(now);
        ticker.put("buy", value(currency, now.bid()));
        ticker.put("sell", value(currency, now.ask()));
        ticker.put("now", micros(now.at()));
        return ticker;
    }

    private Map<String, Object> ticker(SandboxTickers.Snapshot now) {
        Map<String, Object> ticker = new LinkedHashMap<>();
        ticker.put("high", value(now.currency(), now.high()));
        ticker.put("low", value(now.currency(), now.low()));
        ticker.put("avg", value(now.currency(), now.average()));
        ticker.put("vwap", value(now.currency(), now.vwap()));
        ticker.put("vol", value(WireCurrency.BTC, now.volume()));
        ticker.putAll(lastTrades(now));
        ticker.put("buy", value(now.currency(), now.bid()));
        ticker.put("sell", value(now.currency(), now.ask()));
        return ticker;
    }

    private Map<String, Object> lastTrades(SandboxTickers.Snapshot now) {
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("last_local", value(now.currency(), now.last()));
        last.put("last", value(now.currency(), now.last()));
        // The original trade was often in dollars, whatever currency was asked for.
        last.put(
                "last_orig",
                value(WireCurrency.USD, tickers.snapshot(WireCurrency.USD).last()));
        last.put("last_all", value(now.currency(), now.last()));
        return last;
    }

    /** All fields are strings. */
    static Map<String, Object> currency(WireCurrency currency) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("currency", currency.name());
        fields.put("name", currency.fullName());
        fields.put("symbol", currency.symbol());
        fields.put("decimals", Integer.toString(currency.scale()));
        fields.put("display_decimals", Integer.toString(currency.displayScale()));
        fields.put("symbol_position", currency.symbolPosition());
        fields.put("virtual", currency == WireCurrency.BTC ? "Y" : "N");
        fields.put("ticker_channel", currency.tickerChannel());
        fields.put("depth_channel", currency.depthChannel());
        return fields;
    }

    /** A value object; {@code display} is for people and not to be parsed. */
    static Map<String, String> value(WireCurrency currency, BigDecimal amount) {
        Map<String, String> value = new LinkedHashMap<>();
        value.put("value", amount.toPlainString());
        value.put("value_int", Long.toString(currency.toInt(amount)));
        value.put("display", display(currency, amount, currency.scale()));
        value.put("display_short", display(currency, amount, Math.min(2, currency.displayScale())));
        value.put("currency", currency.name());
        return value;
    }

    static String display(WireCurrency currency, BigDecimal amount, int digits) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        String number = format.format(amount.setScale(digits, RoundingMode.HALF_UP));
        return currency.symbolPosition().equals("before")
                ? currency.symbol() + number
                : number + "\u00a0" + currency.symbol();
    }

    static String micros(Instant at) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }
}
