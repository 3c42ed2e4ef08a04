package io.tillgate.internal.jdbc;

import static io.tillgate.internal.jdbc.Ledger.DAY;
import static io.tillgate.internal.jdbc.Ledger.HEADER;
import static io.tillgate.internal.jdbc.Ledger.MTGOX;
import static io.tillgate.internal.jdbc.Ledger.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Money;
import io.tillgate.reconcile.Balance;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.DailyClose.Verdict;
import io.tillgate.testing.Seeded;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksBalanceIT {

    private Ledger ledger = new Ledger();

    @AfterEach
    void stop() {
        ledger.close();
    }

    /** The heart of it: whatever happens, the reasons add up to the difference, and that is what was planted. */
    @Test
    void the_books_balance_or_say_to_the_satoshi_why_not() {
        Seeded.forAll(12, random -> {
            ledger.close();
            ledger = new Ledger();
            new RandomShop(random).run();
        });
    }

    /** Some days of a shop, and a statement of them with planted differences. */
    private final class RandomShop {
        private final Random random;
        private final StringBuilder statement = new StringBuilder(HEADER);
        private long balance;
        private long planted;
        private int index;

        RandomShop(Random random) {
            this.random = random;
        }

        void run() {
            int days = 2 + random.nextInt(2);
            long[] plantedBy = new long[days];
            for (int day = 0; day < days; day++) {
                Instant start =
                        DAY.plusDays(day).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
                for (int i = random.nextInt(6) + (day == 0 ? 1 : 0); i > 0; i--) {
                    payment("R-" + day + "-" + i, start.plusSeconds(3600 + i * 100L));
                }
                if (random.nextBoolean()) {
                    line(start.plusSeconds(80_000), -random.nextInt(500) - 1L, "fee", "");
                }
                if (random.nextInt(3) == 0) {
                    long stray = random.nextInt(9_000) + 1L;
                    planted += stray;
                    line(start.plusSeconds(81_000), stray, "deposit", "stray-" + day);
                }
                line(start.plusSeconds(86_000), 0, "deposit", "");
                plantedBy[day] = planted;
            }
            ledger.imported(statement.toString());
            for (int day = 0; day < days; day++) {
                ledger.close(DAY.plusDays(day));
                Books.Day closed = ledger.books.day(MTGOX, DAY.plusDays(day)).get(0);
                Balance found = closed.balance();
                assertThat(found.difference().minorUnits()).as("day " + day).isEqualTo(plantedBy[day]);
                long carried = found.carried() == null ? 0 : found.carried().minorUnits();
                assertThat(sum(found)).as("reasons of day " + day).isEqualTo(plantedBy[day] - carried);
                assertThat(found.reasons()).noneMatch(reason -> reason.kind() == Balance.Kind.GAP);
                assertThat(ledger.verdict(DAY.plusDays(day))).isEqualTo(Verdict.HOLDS);
            }
        }

        private void payment(String reference, Instant at) {
            UUID order = ledger.order(reference, at.minusSeconds(600));
            long amount = random.nextInt(1_000_000) + 1L;
            String id = "p-" + reference;
            if (random.nextBoolean()) {
                ledger.fact(order, id, 1, "PENDING", random.nextBoolean() ? 0 : amount / 2, at, at.minusSeconds(5));
            }
            ledger.fact(order, id, 2, "CONFIRMED", amount, at, at);
            switch (random.nextInt(6)) {
                case 0 -> planted -= amount;
                case 1 -> {
                    long off = random.nextInt(2_000) - 1_000L;
                    planted += off;
                    line(at, amount + off, "deposit", id);
                }
                case 2 -> {
                    ledger.fact(order, id, 3, "REVERSED", 0, at, at.plusSeconds(30));
                    line(at, amount, "deposit", id);
                    line(at.plusSeconds(30), -amount, "withdraw", "back-" + id);
                }
                default -> line(at, amount, "deposit", id);
            }
        }

        private void line(Instant at, long amount, String type, String payment) {
            balance += amount;
            statement
                    .append(at)
                    .append(',')
                    .append(Money.satoshi(amount).toDecimal().toPlainString())
                    .append(',')
                    .append(Money.satoshi(balance).toDecimal().toPlainString())
                    .append(',')
                    .append(type)
                    .append(',')
                    .append(++index)
                    .append(",,")
                    .append(payment)
                    .append(",,\n");
        }
    }
}
