package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import io.tillgate.testing.GatewayFixture;
import java.math.BigDecimal;
import java.time.Duration;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class VenuePricingIT {

    private static final Currency EUR = Currency.of("EUR");

    private static final String KRAKEN =
            "{\"error\":[],\"result\":{\"XXBTZEUR\":{\"a\":[\"55100.10000\",\"1\",\"1.000\"],"
                    + "\"b\":[\"55100.00000\",\"1\",\"1.000\"],\"c\":[\"55100.10000\",\"0.01\"]}}}";
    private static final String BINANCE =
            "{\"symbol\":\"BTCEUR\",\"bidPrice\":\"55100.12\",\"bidQty\":\"1\",\"askPrice\":\"55100.13\",\"askQty\":\"1\"}";

    @Test
    void a_gateway_prices_by_the_venues_that_the_shop_names() throws Exception {
        try (MockWebServer venues = new MockWebServer();
                GatewayFixture fixture = new GatewayFixture()) {
            venues.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    boolean kraken = request.getTarget().startsWith("/0/public/Ticker");
                    return new MockResponse.Builder()
                            .body(kraken ? KRAKEN : BINANCE)
                            .build();
                }
            });
            venues.start();
            String url = venues.url("/").toString();
            Gateway gateway = fixture.start(builder -> builder.currencies("EUR")
                    .venue(VenueSettings.of(Venue.KRAKEN).withBaseUrl(url).withoutStreaming())
                    .venue(VenueSettings.of(Venue.BINANCE).withBaseUrl(url)));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> gateway.rates().rate(EUR) instanceof RateAnswer.Rate);
            RateAnswer.Rate rate = (RateAnswer.Rate) gateway.rates().rate(EUR);
            assertThat(rate.price()).isBetween(new BigDecimal("55000"), new BigDecimal("55101"));
            assertThat(rate.tickers()).extracting(Ticker::source).isSubsetOf("kraken", "binance");
        }
    }
}
