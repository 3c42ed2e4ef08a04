package io.tillgate.internal.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.BookSlice;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.CutTicker;
import io.tillgate.rate.ForexPick;
import io.tillgate.rate.ForexRate;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateBasis;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.RateTimes;
import io.tillgate.rate.Ticker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A rate as JSON, with everything that it rests on. The first version kept the ticker, its side and the age limit alone; it
 * is read by {@link FirstEvidence}. The second one has them in the same places, so that a node of the older release, which
 * is still about to be upgraded, can show the quotes of this one.
 */
final class RateEvidence {

    private static final int VERSION = 2;

    private RateEvidence() {}

    static String write(RateAnswer.Rate rate) {
        ObjectNode json = MarketJson.object();
        json.put("version", VERSION);
        json.put("rounding", "UP");
        RatePolicyJson.write(rate.policy(), json);
        write(rate, rate.policy(), json.putObject("rate"));
        return json.toString();
    }

    /** Whether the JSON is of this version; if not, it is of the first. */
    static boolean isCurrent(JsonNode json) {
        return json.path("version").asInt(1) == VERSION;
    }

    static RateAnswer.Rate read(CurrencyPair pair, JsonNode json) throws SQLException {
        return rate(pair, RatePolicyJson.read(json), json.path("rate"));
    }

    /** A rate inside another repeats the policy only where it had another one. */
    private static void write(RateAnswer.Rate rate, RatePolicy around, ObjectNode json) {
        if (!rate.policy().equals(around)) {
            RatePolicyJson.write(rate.policy(), json.putObject("policy"));
        }
        MarketJson.put(json, "price", rate.price());
        MarketJson.put(json, "median", rate.median());
        json.put("spread_basis_points", rate.spreadBasisPoints());
        json.put("as_of", rate.asOf().toString());
        json.put("picked_at", rate.times().pickedAt().toString());
        json.put("holds_until", rate.times().holdsUntil().toString());
        RateBasis basis = rate.basis();
        if (basis instanceof RateBasis.Tickers tickers) {
            json.put("basis", "TICKERS");
            ArrayNode used = json.putArray("used");
            tickers.used().forEach(ticker -> MarketJson.write(ticker, used.addObject()));
            writeCut(tickers.cut(), json);
        } else if (basis instanceof RateBasis.LastGood stale) {
            json.put("basis", "LAST_GOOD");
            write(stale.good(), rate.policy(), json.putObject("good"));
            writeCut(stale.cut(), json);
        } else if (basis instanceof RateBasis.Cross cross) {
            json.put("basis", "CROSS");
            json.put("via", cross.leg().pair().quote().code());
            write(cross.leg(), rate.policy(), json.putObject("leg"));
            writeForex(cross.forex(), json.putObject("forex"));
            writeCut(cross.cut(), json);
        } else if (basis instanceof RateBasis.Depth depth) {
            json.put("basis", "DEPTH");
            write(depth.tickerRate(), rate.policy(), json.putObject("ticker_rate"));
            json.put("amount", depth.amount().minorUnits());
            MarketJson.put(json, "walked", depth.walked());
            ArrayNode books = json.putArray("books");
            for (BookSlice book : depth.books()) {
                ObjectNode one = books.addObject();
                one.put("source", book.source());
                one.put("as_of", book.asOf().toString());
                MarketJson.write(book.bids(), one.putArray("bids"));
            }
        }
    }

    private static RateAnswer.Rate rate(CurrencyPair pair, RatePolicy around, JsonNode json) throws SQLException {
        RatePolicy policy = json.has("policy") ? RatePolicyJson.read(json.path("policy")) : around;
        RateTimes times = new RateTimes(
                MarketJson.instant(json, "as_of"),
                MarketJson.instant(json, "picked_at"),
                MarketJson.instant(json, "holds_until"));
        return new RateAnswer.Rate(
                pair,
                MarketJson.decimal(json, "price"),
                MarketJson.decimal(json, "median"),
                json.path("spread_basis_points").asInt(),
                times,
                policy,
                basis(pair, policy, json));
    }

    private static RateBasis basis(CurrencyPair pair, RatePolicy policy, JsonNode json) throws SQLException {
        String basis = json.path("basis").asText();
        switch (basis) {
            case "TICKERS" -> {
                List<Ticker> used = new ArrayList<>();
                json.path("used").forEach(ticker -> used.add(MarketJson.ticker(pair, ticker)));
                return new RateBasis.Tickers(used, cut(pair, json));
            }
            case "LAST_GOOD" -> {
                return new RateBasis.LastGood(rate(pair, policy, json.path("good")), cut(pair, json));
            }
            case "CROSS" -> {
                CurrencyPair via = CurrencyPair.btc(Currency.of(json.path("via").asText()));
                return new RateBasis.Cross(
                        rate(via, policy, json.path("leg")), forex(pair, via, json.path("forex")), cut(pair, json));
            }
            case "DEPTH" -> {
                List<BookSlice> books = new ArrayList<>();
                json.path("books")
                        .forEach(book -> books.add(new BookSlice(
                                book.path("source").asText(),
                                MarketJson.instant(book, "as_of"),
                                MarketJson.levels(book.path("bids")))));
                return new RateBasis.Depth(
                        rate(pair, policy, json.path("ticker_rate")),
                        new Money(pair.quote(), json.path("amount").asLong()),
                        books,
                        MarketJson.decimal(json, "walked"));
            }
            default -> throw new SQLException("evidence rests on '" + basis + "', which this version does not know");
        }
    }

    private static void writeCut(List<CutTicker> cut, ObjectNode json) {
        ArrayNode array = json.putArray("cut");
        cut.forEach(one -> MarketJson.write(one.ticker(), array.addObject()).put("reason", one.reason()));
    }

    private static List<CutTicker> cut(CurrencyPair pair, JsonNode json) {
        List<CutTicker> cut = new ArrayList<>();
        json.path("cut")
                .forEach(one -> cut.add(new CutTicker(
                        MarketJson.ticker(pair, one), one.path("reason").asText())));
        return cut;
    }

    private static void writeForex(ForexPick pick, ObjectNode json) {
        MarketJson.put(json, "price", pick.price());
        ArrayNode used = json.putArray("used");
        pick.used().forEach(rate -> writeForexRate(rate, used.addObject()));
        ArrayNode cut = json.putArray("cut");
        pick.cut().forEach(one -> writeForexRate(one.rate(), cut.addObject()).put("reason", one.reason()));
    }

    private static ObjectNode writeForexRate(ForexRate rate, ObjectNode json) {
        if (rate instanceof ForexRate.Implied implied) {
            MarketJson.write(implied.inBase(), json.putObject("in_base"));
            MarketJson.write(implied.inQuote(), json.putObject("in_quote"));
            return json;
        }
        return MarketJson.write((ForexRate.Told) rate, json);
    }

    private static ForexPick forex(CurrencyPair pair, CurrencyPair via, JsonNode json) {
        List<ForexRate> used = new ArrayList<>();
        json.path("used").forEach(one -> used.add(forexRate(pair, via, one)));
        List<ForexPick.Cut> cut = new ArrayList<>();
        json.path("cut")
                .forEach(one -> cut.add(new ForexPick.Cut(
                        forexRate(pair, via, one), one.path("reason").asText())));
        return new ForexPick(MarketJson.decimal(json, "price"), used, cut);
    }

    private static ForexRate forexRate(CurrencyPair pair, CurrencyPair via, JsonNode json) {
        return json.has("in_base")
                ? new ForexRate.Implied(
                        MarketJson.ticker(via, json.path("in_base")), MarketJson.ticker(pair, json.path("in_quote")))
                : MarketJson.forex(json);
    }
}
