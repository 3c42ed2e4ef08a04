package io.tillgate.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Everything that a shop's JVM logs, down to TRACE, with the messages of all causes; nothing of it reaches the console.
 * The processor and the database, which only tests have in their JVM, are left out.
 */
public final class LogCapture implements AutoCloseable {

    private static final List<String> ELSEWHERE = List.of("org.eclipse.jetty.", "io.zonky.", "io.tillgate.sandbox.");

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level levelBefore = root.getLevel();
    private final List<Appender<ILoggingEvent>> appendersBefore = new ArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (ELSEWHERE.stream().anyMatch(event.getLoggerName()::startsWith)) {
                return;
            }
            String failure = event.getThrowableProxy() == null
                    ? ""
                    : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + failure);
        }
    };

    private LogCapture() {}

    public static LogCapture start() {
        LogCapture capture = new LogCapture();
        capture.root.iteratorForAppenders().forEachRemaining(capture.appendersBefore::add);
        capture.appendersBefore.forEach(capture.root::detachAppender);
        capture.appender.setContext(capture.root.getLoggerContext());
        capture.appender.start();
        capture.root.addAppender(capture.appender);
        capture.root.setLevel(Level.TRACE);
        return capture;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(levelBefore);
        appendersBefore.forEach(root::addAppender);
    }
}
