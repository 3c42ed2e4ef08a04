package io.tillgate.internal.intake;

import io.tillgate.internal.jdbc.OrderDraft;
import io.tillgate.internal.jdbc.QuoteStore;
import io.tillgate.rate.Quote;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateService;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Notes with the first late payment of an order how much bitcoin has lost since its quote, while it can still be known. */
public final class LateDrift {

    private static final BigDecimal BASIS_POINTS = BigDecimal.valueOf(10_000);

    private final RateService rates;

    public LateDrift(RateService rates) {
        this.rates = rates;
    }

    /** Does nothing where no price is known right now: then only the time decides. */
    public void note(Connection connection, OrderDraft draft) throws SQLException {
        UUID quoteId = draft.stored().quoteId();
        if (quoteId == null) {
            draft.lateDrift(0);
            return;
        }
        Quote quote = QuoteStore.find(connection, quoteId).orElse(null);
        if (quote != null && rates.rate(quote.price().currency()) instanceof RateAnswer.Rate now) {
            draft.lateDrift(basisPoints(quote.rate().price(), now.price()));
        }
    }

    /** Rounds up: a drift just above a limit is above it. */
    static int basisPoints(BigDecimal quoted, BigDecimal now) {
        return quoted.subtract(now)
                .multiply(BASIS_POINTS)
                .divide(quoted, 0, RoundingMode.CEILING)
                .max(BASIS_POINTS.negate())
                .intValueExact();
    }
}
