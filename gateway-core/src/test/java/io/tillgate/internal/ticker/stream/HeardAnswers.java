package io.tillgate.internal.ticker.stream;

import static org.awaitility.Awaitility.await;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A sink that keeps what it was told. */
final class HeardAnswers implements BiConsumer<CurrencyPair, TickerAnswer> {

    private record Told(CurrencyPair pair, TickerAnswer answer) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();

    @Override
    public void accept(CurrencyPair pair, TickerAnswer answer) {
        told.add(new Told(pair, answer));
    }

    List<Ticker> tickers(CurrencyPair pair) {
        return told.stream()
                .filter(one -> one.pair().equals(pair))
                .filter(one -> one.answer() instanceof TickerAnswer.Received)
                .map(one -> ((TickerAnswer.Received) one.answer()).ticker())
                .toList();
    }

    List<String> faults(CurrencyPair pair) {
        return told.stream()
                .filter(one -> one.pair().equals(pair))
                .filter(one -> one.answer() instanceof TickerAnswer.Failed)
                .map(one -> ((TickerAnswer.Failed) one.answer()).reason())
                .toList();
    }

    Ticker awaitTicker(CurrencyPair pair, int number) {
        await().until(() -> tickers(pair).size() >= number);
        return tickers(pair).get(number - 1);
    }

    String awaitFault(CurrencyPair pair, int number) {
        await().until(() -> faults(pair).size() >= number);
        return faults(pair).get(number - 1);
    }
}
