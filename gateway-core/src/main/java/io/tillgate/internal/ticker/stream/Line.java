package io.tillgate.internal.ticker.stream;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;

/** What a conversation can do about its connection. */
interface Line {

    /** Sends a frame; one that can't be sent is lost with its connection. */
    void say(String frame);

    void received(Ticker ticker);

    /** The venue tells nothing usable of a pair. The reason is a sentence for staff, starting with a verb. */
    void refused(CurrencyPair pair, String reason);

    /** Gives this connection up for another one, which is no fault. */
    void renew();

    /** Gives this connection up for a fault. The reason is a sentence for staff, starting with a verb. */
    void broken(String reason);
}
