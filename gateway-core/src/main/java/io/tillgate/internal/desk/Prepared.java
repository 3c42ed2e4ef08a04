package io.tillgate.internal.desk;

import io.tillgate.desk.ActEffect;
import io.tillgate.failure.Problem;
import io.tillgate.money.Money;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** An act worked out inside the transaction that may go on to do it. So far nothing was changed. */
public sealed interface Prepared {

    /**
     * It can be done by running the write in the same transaction.
     *
     * @param effects on orders
     * @param sentence what is done
     * @param amount what it decides about, by which a second person's approval goes; zero for acts without money
     */
    record Ready(List<ActEffect> effects, String sentence, Money amount, Write write) implements Prepared {
        public Ready {
            effects = List.copyOf(effects);
        }
    }

    /** It can't be done. */
    record Refused(Problem problem) implements Prepared {
        public Refused(String field, String fault, String fix) {
            this(new Problem(field, fault, fix));
        }
    }

    /** What changes the database. */
    @FunctionalInterface
    interface Write {
        void run(Connection connection) throws SQLException;
    }
}
