package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import io.tillgate.rate.CrossRule;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateHistory;
import io.tillgate.rate.RateSample;
import io.tillgate.rate.RateService;
import io.tillgate.rate.SourceState;
import io.tillgate.servlet.internal.page.AdminRatesView;
import io.tillgate.servlet.internal.page.HistorySpan;
import io.tillgate.servlet.internal.page.Site;
import io.tillgate.servlet.internal.template.JteadminRatesGenerated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The price of bitcoin for staff: {@code /admin/rates}, and the data of its chart: {@code /admin/rates/history}. */
final class AdminRates implements AdminSection {

    /** More than a screen has pixels to tell apart would only make the answer slow. */
    private static final int CHART_POINTS = 720;

    private static final int TABLE_ROWS = 30;
    private static final Duration TABLE_TIME = Duration.ofHours(6);

    private final RateService rates;
    private final RateHistory history;
    private final InstantSource clock;

    AdminRates(RateService rates, RateHistory history, InstantSource clock) {
        this.rates = rates;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public String segment() {
        return "rates";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Rates");
    }

    @Override
    public Answer show(AdminAsk ask) {
        if (ask.path().equals(List.of("history"))) {
            return history(ask.query());
        }
        return ask.path().isEmpty() ? page(ask) : ask.nothingHere();
    }

    private Answer page(AdminAsk ask) {
        Query query = ask.query();
        Optional<CurrencyPair> pair = pair(query);
        HistorySpan span = span(query);
        if (!query.problems().isEmpty() || pair.isEmpty()) {
            return ask.fault(422, query.problems());
        }
        AdminRatesView view = view(pair.get(), span, ask.shell().site());
        return ask.page(out -> JteadminRatesGenerated.render(out, null, ask.shell(), view));
    }

    private Answer history(Query query) {
        Optional<CurrencyPair> pair = pair(query);
        HistorySpan span = span(query);
        if (!query.problems().isEmpty() || pair.isEmpty()) {
            return Faults.json(422, query.problems());
        }
        Instant now = clock.instant();
        List<RateSample> samples = history.samples(pair.get(), now.minus(span.time()), now, CHART_POINTS);
        return Json.answer(200, RateHistoryJson.of(pair.get(), samples)).notStored();
    }

    private AdminRatesView view(CurrencyPair pair, HistorySpan span, Site site) {
        Instant now = clock.instant();
        List<RateSample> samples = new ArrayList<>(history.samples(pair, now.minus(TABLE_TIME), now, CHART_POINTS));
        Collections.reverse(samples);
        return new AdminRatesView(
                pair,
                pairs(),
                span,
                rates.rate(pair.quote()),
                sources(pair),
                rates.arbitrage(pair.quote()),
                rates.consolidatedBook(pair.quote()),
                samples.subList(0, Math.min(TABLE_ROWS, samples.size())),
                site.url("/admin/rates/history?pair=" + pair + "&span=" + span.word()),
                now);
    }

    /** Its own, and those of the pair that it may be priced over. */
    private List<SourceState> sources(CurrencyPair pair) {
        CrossRule rule = rates.policy().crosses().get(pair.quote());
        Optional<CurrencyPair> via = Optional.ofNullable(rule).map(known -> CurrencyPair.btc(known.via()));
        return rates.sources().stream()
                .filter(source -> source.pair().equals(pair)
                        || via.filter(source.pair()::equals).isPresent())
                .toList();
    }

    private List<CurrencyPair> pairs() {
        return rates.pairs().stream()
                .sorted(Comparator.comparing(CurrencyPair::toString))
                .toList();
    }

    /** The one that is asked for, or the first; adds a problem where there is none. */
    private Optional<CurrencyPair> pair(Query query) {
        List<CurrencyPair> known = pairs();
        Optional<String> name = query.optional("pair");
        Optional<CurrencyPair> pair = known.stream()
                .filter(one -> name.isEmpty() || one.toString().equals(name.get()))
                .findFirst();
        if (pair.isEmpty()) {
            String all = known.stream().map(CurrencyPair::toString).collect(Collectors.joining(", "));
            query.problems()
                    .add(new Problem(
                            "pair",
                            "is not priced here",
                            known.isEmpty() ? "add currencies to the gateway" : "use one of " + all));
        }
        return pair;
    }

    private static HistorySpan span(Query query) {
        Optional<String> word = query.optional("span");
        Optional<HistorySpan> span = word.flatMap(HistorySpan::of);
        if (word.isPresent() && span.isEmpty()) {
            String all =
                    Arrays.stream(HistorySpan.values()).map(HistorySpan::word).collect(Collectors.joining(", "));
            query.problems().add(new Problem("span", "is not one we know", "use one of " + all));
        }
        return span.orElse(HistorySpan.DAY);
    }
}
