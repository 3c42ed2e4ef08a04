package io.tillgate.internal.ticker.stream;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.util.ArrayList;
import java.util.List;

/** A line that leads nowhere, and keeps what was done with it. */
final class HeardLine implements Line {

    final List<String> said = new ArrayList<>();
    final List<Ticker> tickers = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<String> endings = new ArrayList<>();

    @Override
    public void say(String frame) {
        said.add(frame);
    }

    @Override
    public void received(Ticker ticker) {
        tickers.add(ticker);
    }

    @Override
    public void refused(CurrencyPair pair, String reason) {
        refusals.add(pair + " " + reason);
    }

    @Override
    public void renew() {
        endings.add("renewed");
    }

    @Override
    public void broken(String reason) {
        endings.add(reason);
    }
}
