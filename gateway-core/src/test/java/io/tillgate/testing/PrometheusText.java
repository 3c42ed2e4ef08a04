package io.tillgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the text format of Prometheus, version 0.0.4, and insists on what its documentation demands: HELP and TYPE once,
 * before the samples, the samples of a metric together, no sample twice, buckets that grow.
 */
public final class PrometheusText {

    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (counter|gauge|histogram)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.+)})? (-?[0-9]+(?:\\.[0-9]+)?)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, BigDecimal> samples = new LinkedHashMap<>();

    private PrometheusText() {}

    /** Throws an AssertionError that names the line that is wrong. */
    public static PrometheusText parse(String text) {
        assertThat(text).endsWith("\n").doesNotContain("\r");
        PrometheusText parsed = new PrometheusText();
        String family = "";
        boolean typed = false;
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            if (help.matches()) {
                family = help.group(1);
                typed = false;
                assertThat(parsed.types).as("told twice: " + line).doesNotContainKey(family);
            } else if (type.matches()) {
                assertThat(type.group(1)).as("TYPE without its HELP: " + line).isEqualTo(family);
                parsed.types.put(family, type.group(2));
                typed = true;
            } else {
                assertThat(typed).as("a sample before its TYPE: " + line).isTrue();
                parsed.sample(family, line);
            }
        }
        parsed.checkHistograms();
        return parsed;
    }

    /** The metrics with their types. */
    public Map<String, String> types() {
        return types;
    }

    /** A value by its name with sorted labels: {@code metric{a="x",b="y"}}; fails when there is none. */
    public BigDecimal value(String name) {
        assertThat(samples).containsKey(name);
        return samples.get(name);
    }

    public boolean has(String name) {
        return samples.containsKey(name);
    }

    private void sample(String family, String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as("not a sample: " + line).isTrue();
        String name = sample.group(1);
        boolean histogram = "histogram".equals(types.get(family));
        assertThat(histogram ? name.replaceFirst("_(bucket|sum|count)$", "") : name)
                .as("among the samples of another metric: " + line)
                .isEqualTo(family);
        assertThat(name.endsWith("_total")).as(line).isEqualTo("counter".equals(types.get(family)));
        Map<String, String> labels = labels(sample.group(2), line);
        String key = name
                + (labels.isEmpty()
                        ? ""
                        : labels.entrySet().stream()
                                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                                .collect(Collectors.joining(",", "{", "}")));
        assertThat(samples.put(key, new BigDecimal(sample.group(3))))
                .as("twice: " + line)
                .isNull();
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        if (text == null) {
            return labels;
        }
        Matcher label = LABEL.matcher(text);
        int at = 0;
        while (at < text.length()) {
            assertThat(label.find(at) && label.start() == at)
                    .as("labels: " + line)
                    .isTrue();
            assertThat(labels.put(label.group(1), label.group(2)))
                    .as("a label twice: " + line)
                    .isNull();
            at = label.end();
        }
        return labels;
    }

    private void checkHistograms() {
        types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                List<BigDecimal> buckets = new ArrayList<>();
                samples.forEach((key, value) -> {
                    if (key.startsWith(name + "_bucket{")) {
                        buckets.add(value);
                    }
                });
                assertThat(buckets).as(name).isSorted().hasSizeGreaterThan(1);
                assertThat(value(name + "_bucket{le=\"+Inf\"}"))
                        .isEqualTo(buckets.get(buckets.size() - 1))
                        .isEqualTo(value(name + "_count"));
                assertThat(value(name + "_sum").signum()).isNotNegative();
            }
        });
    }
}
