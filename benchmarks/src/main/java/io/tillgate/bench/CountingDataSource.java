package io.tillgate.bench;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A pool whose statements and commits can be counted. While counting is off, which it is in every measured window, it
 * hands out the pool's own connections and costs nothing.
 */
final class CountingDataSource implements DataSource {

    private final DataSource pool;
    private final LongAdder statements = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile boolean counting;

    CountingDataSource(DataSource pool) {
        this.pool = pool;
    }

    String count(boolean on) {
        counting = on;
        return on ? "counting" : "not counting";
    }

    long statements() {
        return statements.sum();
    }

    long commits() {
        return commits.sum();
    }

    long nanos() {
        return nanos.sum();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = pool.getConnection();
        return counting ? wrap(Connection.class, connection) : connection;
    }

    private <T> T wrap(Class<T> type, T target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            String name = method.getName();
            boolean isCommit = name.equals("commit");
            boolean isExecution = name.startsWith("execute");
            long start = isCommit || isExecution ? System.nanoTime() : 0;
            Object result;
            try {
                result = method.invoke(target, arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
            if (isCommit || isExecution) {
                nanos.add(System.nanoTime() - start);
                (isCommit ? commits : statements).increment();
            }
            if (result instanceof PreparedStatement prepared) {
                return wrap(PreparedStatement.class, prepared);
            }
            return result instanceof Statement statement ? wrap(Statement.class, statement) : result;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return pool.getConnection(user, password);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
