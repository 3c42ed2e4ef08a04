package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one BTC costs: {@code /rates} in every configured currency, {@code /rates/BTC-EUR} in one, {@code /rates/stream} as
 * it changes.
 */
final class RatesEndpoint implements Endpoint {

    private final RateTexts texts;
    private final RateEvents events;
    private final Origins origins;

    RatesEndpoint(RateTexts texts, RateEvents events, Origins origins) {
        this.texts = texts;
        this.events = events;
        this.origins = origins;
    }

    @Override
    public String name() {
        return "rates";
    }

    @Override
    public Accept errorForm(Ask ask) {
        return Accept.JSON;
    }

    @Override
    public Answer answer(Ask ask) {
        return origins.allow(ask, choose(ask));
    }

    private Answer choose(Ask ask) {
        List<String> path = ask.path();
        if (path.isEmpty()) {
            return all(ask);
        }
        if (path.size() == 1 && path.get(0).equals("stream")) {
            return events.listen(ask);
        }
        return texts.pair(path.size() == 1 ? path.get(0) : "")
                .map(pair -> one(ask, pair))
                .orElseGet(() -> RateAnswers.unknownPair(texts.pairs()));
    }

    private Answer one(Ask ask, CurrencyPair pair) {
        RateAnswer answer = texts.answer(pair);
        if (answer instanceof RateAnswer.Rate rate) {
            RateText text = texts.of(rate);
            Instant now = texts.now();
            return RateAnswers.fresh(
                    ask,
                    text.etag(),
                    RateAnswers.keepSeconds(text, now),
                    () -> text.addTo(new JsonBytes(text.expectedBytes()), now));
        }
        return RateAnswers.none(RateJson.noRate((RateAnswer.NoRate) answer));
    }

    private Answer all(Ask ask) {
        Instant now = texts.now();
        JsonBytes json = new JsonBytes(4096).add("{\"rates\":[");
        StringBuilder tags = new StringBuilder();
        int keepSeconds = RateAnswers.KEEP_SECONDS_MAX;
        List<RateAnswer.NoRate> missing = new ArrayList<>();
        String comma = "";
        for (CurrencyPair pair : texts.pairs()) {
            json.add(comma);
            comma = ",";
            RateAnswer answer = texts.answer(pair);
            if (answer instanceof RateAnswer.Rate rate) {
                RateText text = texts.of(rate);
                text.addTo(json, now);
                tags.append(text.etag());
                keepSeconds = Math.min(keepSeconds, RateAnswers.keepSeconds(text, now));
            } else {
                missing.add((RateAnswer.NoRate) answer);
                byte[] why = Json.bytes(RateJson.noRate((RateAnswer.NoRate) answer));
                json.add(why);
                tags.append(RateText.etag(why));
            }
        }
        if (!missing.isEmpty() && missing.size() == texts.pairs().size()) {
            return RateAnswers.none(none(missing));
        }
        json.add("]}");
        String etag = RateText.etag(tags.toString().getBytes(StandardCharsets.US_ASCII));
        return RateAnswers.fresh(ask, etag, keepSeconds, () -> json);
    }

    private static ObjectNode none(List<RateAnswer.NoRate> missing) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("rates");
        missing.forEach(noRate -> list.add(RateJson.noRate(noRate)));
        return json;
    }
}
