package io.tillgate.servlet.internal.page;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Speaks to buyers in one language. Reads its phrases itself: a bundle of the JDK would fall back on the language of the
 * host, and a phrase that is missing is to fail at the start instead.
 */
public final class Words {

    /** Below this, an amount is easier to read in satoshi. */
    private static final long READ_IN_SATOSHI_BELOW = 100_000;

    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String SINGULAR = ".one";

    private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Words(language, read(language)));
        }
    }

    private final Language language;
    private final Map<Phrase, String> phrases = new EnumMap<>(Phrase.class);
    private final Map<Phrase, String> singulars = new EnumMap<>(Phrase.class);

    private Words(Language language, Properties file) {
        this.language = language;
        for (Phrase phrase : Phrase.values()) {
            String text = file.getProperty(phrase.key());
            if (text == null) {
                throw new IllegalStateException(phrase.key() + " is missing in " + name(language));
            }
            phrases.put(phrase, text);
            singulars.put(phrase, file.getProperty(phrase.key() + SINGULAR, text));
        }
    }

    public static Words in(Language language) {
        Words words = ALL.get(language);
        if (words == null) {
            throw new IllegalStateException("no words in " + language);
        }
        return words;
    }

    static Properties read(Language language) {
        Properties file = new Properties();
        try (InputStream in = Words.class.getResourceAsStream(name(language))) {
            if (in == null) {
                throw new IllegalStateException(name(language) + " is missing in the jar of gateway-servlet");
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            file.load(reader);
            return file;
        } catch (IOException broken) {
            throw new UncheckedIOException(name(language), broken);
        }
    }

    private static String name(Language language) {
        return "words/" + language.tag() + ".properties";
    }

    public Language language() {
        return language;
    }

    /** The phrase with its values in the places {@code {0}}, {@code {1}}. */
    public String say(Phrase phrase, String... values) {
        return fill(phrases.getOrDefault(phrase, ""), values);
    }

    /** How many confirmations a payment has of those that it needs: {@code 1 of 2 confirmations}. */
    public String confirmations(int there, int needed) {
        int shown = Math.min(there, needed);
        Map<Phrase, String> forms = language.isOneConfirmation(shown, needed) ? singulars : phrases;
        return fill(forms.getOrDefault(Phrase.CONFIRMATIONS, ""), Integer.toString(shown), Integer.toString(needed));
    }

    private static String fill(String text, String... values) {
        StringBuilder filled = new StringBuilder();
        int done = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', done)) {
            int close = text.indexOf('}', open);
            filled.append(text, done, open).append(values[Integer.parseInt(text.substring(open + 1, close))]);
            done = close + 1;
        }
        return filled.append(text, done, text.length()).toString();
    }

    /** All digits of an amount and its currency: {@code 1,234.50 EUR}. */
    public String money(Money amount) {
        return digits(amount) + " " + amount.currency().code();
    }

    /** All digits of an amount. */
    public String digits(Money amount) {
        return language.number(amount.toDecimal().toPlainString());
    }

    /** A count of satoshi: {@code 1,234 sat}. */
    public String satoshi(Money amount) {
        return language.number(Long.toString(amount.minorUnits())) + " sat";
    }

    /** As people would say it: few satoshi as such, more in bitcoin. */
    public String handy(Money amount) {
        boolean few = amount.currency().equals(Currency.BTC) && amount.minorUnits() < READ_IN_SATOSHI_BELOW;
        return few ? satoshi(amount) : money(amount);
    }

    /** Time left in the two largest units that matter: {@code 1 h 5 min}, {@code 12 min}, {@code 40 s}. */
    public String duration(Duration left) {
        String minutes = Integer.toString(left.toMinutesPart());
        if (left.toHours() > 0) {
            return say(Phrase.HOURS_AND_MINUTES, Long.toString(left.toHours()), minutes);
        }
        return left.toMinutesPart() > 0
                ? say(Phrase.MINUTES, minutes)
                : say(Phrase.SECONDS, Integer.toString(left.toSecondsPart()));
    }

    /** The time of day where clocks have no summer: a browser with script says it in its own zone instead. */
    public static String timeOfDay(Instant at) {
        return TIME_OF_DAY.format(at);
    }
}
