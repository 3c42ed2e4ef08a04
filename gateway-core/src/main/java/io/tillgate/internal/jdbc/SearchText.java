package io.tillgate.internal.jdbc;

import io.tillgate.desk.OrderFilter.Amounts;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who searches wrote, and what there is of it.
 *
 * @param amount null where it is no amount with its currency, or no order is for it
 * @param ids the orders whose id it is, or that of something they own
 * @param references how many references begin with it, counted up to {@link OrderConditions#COLLECTED_MAX}
 * @param words of a description, rarest first; empty where there are none, or no description has one of them
 */
record SearchText(String text, @Nullable Amounts amount, List<UUID> ids, int references, List<String> words) {

    private static final int IDS_MAX = 500;

    private static final Pattern AMOUNT = Pattern.compile(
            "(?:([A-Za-z]{3})\\s*)?(\\d[\\d\\s]*(?:\\.\\d+)?)(?:\\s*([A-Za-z]{3}))?", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * Each way in which an order can be known. There is no index by payment id alone: see payment_of_id in the migration. Of
     * processors there are few, so each is looked up by itself.
     */
    private static final Sql IDS = Sql.of("""
            WITH RECURSIVE known (processor) AS (
                (SELECT processor FROM tillgate.order_search ORDER BY processor LIMIT 1)
                UNION ALL
                SELECT (SELECT s.processor FROM tillgate.order_search s WHERE s.processor > known.processor
                        ORDER BY s.processor LIMIT 1)
                FROM known
                WHERE known.processor IS NOT NULL),
            stretch (number) AS (
                SELECT generate_series(
                    (SELECT ('x' || left(id::text, 5))::bit(20)::integer FROM tillgate.merchant_order ORDER BY id LIMIT 1),
                    (SELECT ('x' || left(id::text, 5))::bit(20)::integer FROM tillgate.merchant_order ORDER BY id DESC LIMIT 1)))
            SELECT id
            FROM tillgate.merchant_order
            WHERE id = :id::uuid
            UNION
            (SELECT i.order_id
             FROM known
             CROSS JOIN LATERAL (
                SELECT order_id FROM tillgate.invoice
                WHERE processor = known.processor COLLATE "default" AND processor_invoice_id = :text OFFSET 0) AS i)
            UNION
            (SELECT p.order_id
             FROM stretch
             CROSS JOIN LATERAL (
                SELECT order_id FROM tillgate.payment
                WHERE ('x' || left(order_id::text, 5))::bit(20)::integer = stretch.number
                  AND hashtext(payment_id) = hashtext(:text)
                  AND payment_id = :text OFFSET 0) AS p
             LIMIT :ids_max)
            UNION
            SELECT order_id
            FROM tillgate.chain_address
            WHERE address = :text
            UNION
            (SELECT c.order_id
             FROM tillgate.chain_cursor
             CROSS JOIN LATERAL (
                SELECT order_id FROM tillgate.chain_payment
                WHERE processor = chain_cursor.processor AND txid = decode(:txid, 'hex') OFFSET 0) AS c
             LIMIT :ids_max)
            LIMIT :ids_max
            """);

    private static final Sql REFERENCES = Sql.of("""
            SELECT count(*) AS found
            FROM (
                SELECT FROM tillgate.merchant_order
                WHERE reference >= :text AND reference < :text_end
                LIMIT :collected_max) AS few
            """);

    private static final Sql WORDS = Sql.of("""
            SELECT word, (
                SELECT count(*)
                FROM (SELECT FROM tillgate.order_word w WHERE w.word = wanted.word LIMIT :sample) AS few) AS orders
            FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', :text))) AS wanted (word)
            """);

    static SearchText of(Connection connection, String written) throws SQLException {
        String text = written.strip().replace("\0", "");
        Amounts amount = amount(text);
        if (amount != null && OrderConditions.count(connection, amount) > 0) {
            return new SearchText(text, amount, List.of(), 0, List.of());
        }
        List<UUID> ids = IDS.on(connection)
                .set("text", text)
                .set("id", uuidOrNull(text))
                .set("txid", text.matches("[0-9a-fA-F]{64}") ? text : null)
                .set("ids_max", IDS_MAX)
                .rows(row -> row.uuid("id"));
        if (!ids.isEmpty()) {
            return new SearchText(text, null, ids, 0, List.of());
        }
        int references = REFERENCES
                .on(connection)
                .set("text", text)
                .set("text_end", text + Character.toString(Character.MAX_CODE_POINT))
                .set("collected_max", OrderConditions.COLLECTED_MAX)
                .first(row -> row.smallNumber("found"))
                .orElseThrow();
        return new SearchText(text, null, ids, references, words(connection, text));
    }

    private static List<String> words(Connection connection, String text) throws SQLException {
        List<Word> words = new ArrayList<>(WORDS.on(connection)
                .set("text", text)
                .set("sample", OrderConditions.SAMPLE)
                .rows(row -> new Word(row.text("word"), row.smallNumber("orders"))));
        if (words.stream().anyMatch(word -> word.orders() == 0)) {
            return List.of();
        }
        words.sort(Comparator.comparingInt(Word::orders)
                .thenComparing(word -> -word.word().length()));
        return words.stream().map(Word::word).toList();
    }

    private record Word(String word, int orders) {}

    private static @Nullable Amounts amount(String text) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches() || (matcher.group(1) == null) == (matcher.group(3) == null)) {
            return null;
        }
        String code = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
        try {
            Money money = Money.parse(
                    Currency.of(code.toUpperCase(Locale.ROOT)), matcher.group(2).replaceAll("\\s", ""));
            return new Amounts(money.currency(), money.minorUnits(), money.minorUnits());
        } catch (InvalidInputException notAnAmount) {
            return null;
        }
    }

    private static @Nullable UUID uuidOrNull(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }
}
