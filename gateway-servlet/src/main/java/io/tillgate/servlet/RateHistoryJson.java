package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateSample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The prices of the past by column, as a chart takes them: every list is as long as {@code at}, null where nothing was told. */
final class RateHistoryJson {

    private RateHistoryJson() {}

    static ObjectNode of(CurrencyPair pair, List<RateSample> samples) {
        ObjectNode json = Json.object().put("pair", pair.toString());
        ArrayNode at = json.putArray("at");
        ArrayNode price = json.putArray("price");
        ArrayNode median = json.putArray("median");
        ArrayNode standing = json.putArray("standing");
        Map<String, Column> sources = new TreeMap<>();
        for (int row = 0; row < samples.size(); row++) {
            RateSample sample = samples.get(row);
            at.add(sample.at().toString());
            price.add(text(sample.price()));
            median.add(text(sample.median()));
            standing.add(sample.standing().name().toLowerCase(Locale.ROOT));
            for (RateSample.Source source : sample.sources()) {
                sources.computeIfAbsent(source.source(), name -> new Column(source))
                        .add(source, row);
            }
        }
        ArrayNode list = json.putArray("sources");
        sources.values().forEach(column -> list.add(column.toJson(samples.size())));
        return json;
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    /** What one source said over time. */
    private static final class Column {
        private final ObjectNode json;
        private final ArrayNode bid;
        private final ArrayNode ask;
        private final ArrayNode cut;

        Column(RateSample.Source first) {
            json = Json.object()
                    .put("source", first.source())
                    .put("kind", first.kind().name().toLowerCase(Locale.ROOT));
            bid = json.putArray("bid");
            ask = json.putArray("ask");
            cut = json.putArray("cut_reason");
        }

        void add(RateSample.Source source, int row) {
            fill(row);
            if (bid.size() == row) {
                bid.add(source.bid().toPlainString());
                ask.add(source.ask().toPlainString());
                cut.add(source.cutReason());
            }
        }

        ObjectNode toJson(int rows) {
            fill(rows);
            return json;
        }

        private void fill(int rows) {
            while (bid.size() < rows) {
                bid.addNull();
                ask.addNull();
                cut.addNull();
            }
        }
    }
}
