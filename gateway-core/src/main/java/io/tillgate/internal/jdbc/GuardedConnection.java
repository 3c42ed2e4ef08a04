package io.tillgate.internal.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** A connection that somebody else may write with, but whose transaction stays ours. */
public final class GuardedConnection {

    private static final Set<String> OURS = Set.of("commit", "rollback", "close", "abort", "setAutoCommit", "unwrap");

    private GuardedConnection() {}

    /** Lets everything through but what would end the transaction, or get at the connection behind. */
    public static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                GuardedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    boolean toSavepoint = method.getName().equals("rollback") && args != null;
                    if (OURS.contains(method.getName()) && !toSavepoint) {
                        throw new SQLException(
                                method.getName() + "() is not the listener's to call: Tillgate ends the transaction"
                                        + " when the listener returns, and rolls it back when it throws");
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
