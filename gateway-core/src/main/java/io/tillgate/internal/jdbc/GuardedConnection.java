package io.tillgate.internal.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection that somebody else may write with, but whose transaction stays ours. */
public final class GuardedConnection {

    private static final Set<String> OURS = Set.of("commit", "rollback", "close", "abort", "setAutoCommit", "unwrap");

    private GuardedConnection() {}

    /** Lets everything through but what would end the transaction, or get at the connection behind. */
    public static Connection of(Connection connection) {
        return proxy(Connection.class, (guarded, method, args) -> {
            boolean toSavepoint = method.getName().equals("rollback") && args != null;
            if (OURS.contains(method.getName()) && !toSavepoint) {
                throw new SQLException(
                        method.getName() + "() is not the listener's to call: Tillgate ends the transaction"
                                + " when the listener returns, and rolls it back when it throws");
            }
            return guarded(call(connection, method, args), (Connection) guarded);
        });
    }

    /** What a connection hands out knows the connection it came from, and must name the guarded one. */
    private static @Nullable Object guarded(@Nullable Object handedOut, Connection guarded) {
        if (handedOut instanceof CallableStatement statement) {
            return child(CallableStatement.class, statement, guarded);
        }
        if (handedOut instanceof PreparedStatement statement) {
            return child(PreparedStatement.class, statement, guarded);
        }
        if (handedOut instanceof Statement statement) {
            return child(Statement.class, statement, guarded);
        }
        if (handedOut instanceof DatabaseMetaData metaData) {
            return child(DatabaseMetaData.class, metaData, guarded);
        }
        return handedOut;
    }

    private static <T> T child(Class<T> type, T target, Connection guarded) {
        return proxy(type, (self, method, args) -> switch (method.getName()) {
            case "getConnection" -> guarded;
            case "unwrap" -> throw new SQLException("unwrap() is not the listener's to call");
            default -> call(target, method, args);
        });
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(GuardedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
