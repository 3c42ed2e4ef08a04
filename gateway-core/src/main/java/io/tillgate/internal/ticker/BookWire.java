package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;

/** The wire of a venue that shows its order book, too. */
interface BookWire extends Wire {

    /** How long to leave the venue alone between two questions for the same book. */
    Duration bookInterval();

    /** Where to ask for the order book of a pair. */
    HttpUrl bookUrl(HttpUrl root, CurrencyPair pair);

    /** The book in a payload. */
    OrderBook book(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt);
}
