package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Wires.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.OrderBook.Level;
import io.tillgate.rate.OrderBookAnswer;
import io.tillgate.rate.OrderBookSource;
import io.tillgate.rate.TickerSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every source of order books must do. */
abstract class BookContract extends SourceContract {

    private TickerSource owner;
    private OrderBookSource source;

    abstract VenueSources sources();

    /** What {@link #good} says when it is received {@link #NOW}. */
    abstract OrderBook book();

    /** An answer whose book has these levels; each is {@code price amount} and separated by a comma. */
    abstract String of(String bids, String asks);

    CurrencyPair pair() {
        return Wires.USD;
    }

    @Override
    final void open() {
        VenueSources sources = sources();
        owner = sources.tickers();
        source = sources.books().orElseThrow();
        assertThat(source.name()).isEqualTo(owner.name());
    }

    @Override
    final void close() {
        owner.close();
    }

    @Override
    final Optional<String> ask() {
        OrderBookAnswer answer = source.fetchBook(pair());
        return answer instanceof OrderBookAnswer.Failed failed ? Optional.of(failed.reason()) : Optional.empty();
    }

    @Override
    final void askAndCheckTheValues() {
        assertThat(source.fetchBook(pair())).isEqualTo(new OrderBookAnswer.Received(book()));
    }

    @Override
    final Duration toldInterval() {
        return source.politeBookInterval();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "101 1|100 1|crossed: bid 101 is above ask 100",
                "0 1|100 1|a level's price is not positive",
                "-1 1|100 1|a level's price is not positive",
                "99 -1|100 1|bids is negative",
                "99 1|9999999999999 1|a level's price is absurdly high",
                "99 1|100 99999999999999999999|asks is absurdly high",
                "||nobody offers anything in it",
            })
    void a_book_that_cannot_be_right_prices_nothing(String bids, String asks, String reason) {
        String body = of(bids == null ? "" : bids, asks == null ? "" : asks);
        assertThat(ask(answer(200, body))).hasValue("sent an order book that can't be used: " + reason);
    }

    @Test
    void a_side_may_be_empty() {
        assertThat(ask(answer(200, of("99 1", "")))).isEmpty();
    }

    @Test
    void never_more_is_offered_than_there_is() {
        ask(answer(200, of("99 1.234567899,98 0.000000009", "100 0.000000010")));
        OrderBook book = ((OrderBookAnswer.Received) source.fetchBook(pair())).book();
        assertThat(book.bids()).containsExactly(new Level(new BigDecimal("99"), 123_456_789));
        assertThat(book.asks()).containsExactly(new Level(new BigDecimal("100"), 1));
    }

    @Test
    void the_best_levels_of_a_long_book_are_kept_wherever_they_stand() {
        String farEndFirst = IntStream.rangeClosed(1, OrderBook.LEVELS_MAX + 7)
                .mapToObj(price -> price + " 1")
                .collect(Collectors.joining(","));
        ask(answer(200, of(farEndFirst, "")));
        OrderBook book = ((OrderBookAnswer.Received) source.fetchBook(pair())).book();
        assertThat(book.bids()).hasSize(OrderBook.LEVELS_MAX);
        assertThat(book.bids().get(0).price()).isEqualByComparingTo("5007");
        assertThat(book.bids().get(OrderBook.LEVELS_MAX - 1).price()).isEqualByComparingTo("8");
    }
}
