package io.tillgate.internal.metric;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** Writes the text format of Prometheus, version 0.0.4. For one thread. */
public final class MetricText {

    private final StringBuilder text = new StringBuilder(4096);
    private String family = "";

    /** Begins a metric that only grows; its name ends with {@code _total}. */
    public MetricText counter(String name, String help) {
        return begin(name, "counter", help);
    }

    /** Begins a metric that goes up and down. */
    public MetricText gauge(String name, String help) {
        return begin(name, "gauge", help);
    }

    MetricText histogram(String name, String help) {
        return begin(name, "histogram", help);
    }

    /** One value of the metric that was begun last. */
    public MetricText value(Map<String, String> labels, long value) {
        return sample("", labels, Long.toString(value));
    }

    public MetricText value(long value) {
        return value(Map.of(), value);
    }

    public MetricText value(boolean holds) {
        return value(holds ? 1 : 0);
    }

    /** A time in seconds. */
    public MetricText value(Map<String, String> labels, Duration value) {
        return sample("", labels, seconds(value.toNanos()));
    }

    /** Appends whole metrics that were written apart. */
    public void append(MetricText other) {
        text.append(other.text);
    }

    MetricText sample(String suffix, Map<String, String> labels, String value) {
        text.append(family).append(suffix);
        if (!labels.isEmpty()) {
            char before = '{';
            for (Map.Entry<String, String> label : labels.entrySet()) {
                text.append(before).append(label.getKey()).append("=\"");
                escape(label.getValue());
                text.append('"');
                before = ',';
            }
            text.append('}');
        }
        text.append(' ').append(value).append('\n');
        return this;
    }

    static String seconds(long nanos) {
        BigDecimal seconds = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return seconds.toPlainString();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private MetricText begin(String name, String type, String help) {
        family = name;
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }
}
