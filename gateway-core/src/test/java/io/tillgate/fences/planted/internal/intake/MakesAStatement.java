package io.tillgate.fences.planted.internal.intake;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes SQL outside of the store. */
final class MakesAStatement {

    void run(Connection connection) throws SQLException {
        connection.prepareStatement("SELECT 1").close();
    }
}
