package io.tillgate.servlet;

import static java.util.Objects.requireNonNull;

import io.tillgate.failure.ConfigurationException;
import io.tillgate.failure.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** How the servlet behaves towards its clients. Everything has a default that suits a small shop. */
public final class ServletSettings {

    private final Builder values;

    private ServletSettings(Builder values) {
        this.values = values;
    }

    public static ServletSettings defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    AdminAuthorizer adminAuthorizer() {
        return values.adminAuthorizer;
    }

    ApiKeys apiKeys() {
        return new ApiKeys(values.apiKeys);
    }

    ApiKeys metricsKeys() {
        return new ApiKeys(values.metricsKeys);
    }

    InstantSource clock() {
        return values.clock;
    }

    Duration ipnAnswerTime() {
        return values.ipnAnswerTime;
    }

    Duration bodyReadTime() {
        return values.bodyReadTime;
    }

    int pageListenersMax() {
        return values.pageListenersMax;
    }

    int rateListenersMax() {
        return values.rateListenersMax;
    }

    Origins priceOrigins() {
        return new Origins(values.priceOrigins);
    }

    Duration pageListenTime() {
        return values.pageListenTime;
    }

    Duration pageHeartbeat() {
        return values.pageHeartbeat;
    }

    /** Collects the settings. */
    public static final class Builder {
        private AdminAuthorizer adminAuthorizer = AdminAuthorizer.CONTAINER_ROLE;
        private List<String> apiKeys = List.of();
        private List<String> metricsKeys = List.of();
        private InstantSource clock = InstantSource.system();
        private Duration ipnAnswerTime = Duration.ofSeconds(20);
        private Duration bodyReadTime = Duration.ofSeconds(10);
        private int pageListenersMax = 1000;
        private int rateListenersMax = 10_000;
        private List<String> priceOrigins = List.of();
        private Duration pageListenTime = Duration.ofMinutes(5);
        private Duration pageHeartbeat = Duration.ofSeconds(15);

        private Builder() {}

        private Builder(Builder other) {
            this.adminAuthorizer = other.adminAuthorizer;
            this.apiKeys = other.apiKeys;
            this.metricsKeys = other.metricsKeys;
            this.clock = other.clock;
            this.ipnAnswerTime = other.ipnAnswerTime;
            this.bodyReadTime = other.bodyReadTime;
            this.pageListenersMax = other.pageListenersMax;
            this.rateListenersMax = other.rateListenersMax;
            this.priceOrigins = other.priceOrigins;
            this.pageListenTime = other.pageListenTime;
            this.pageHeartbeat = other.pageHeartbeat;
        }

        /** Who may open {@code /admin}; whoever has the role {@value AdminAuthorizer#ADMIN_ROLE} unless set. */
        public Builder adminAuthorizer(AdminAuthorizer value) {
            this.adminAuthorizer = requireNonNull(value, "adminAuthorizer");
            return this;
        }

        /**
         * Bearer keys of the shop's own servers for {@code /api}, each of at least 32 visible ASCII characters. Without one
         * the API is switched off.
         */
        public Builder apiKeys(List<String> values) {
            this.apiKeys = List.copyOf(values);
            return this;
        }

        /**
         * Bearer keys of the monitoring for {@code /metrics}, each of at least 32 visible ASCII characters. Without one
         * there are no metrics over HTTP, since they tell how the shop's business goes.
         */
        public Builder metricsKeys(List<String> values) {
            this.metricsKeys = List.copyOf(values);
            return this;
        }

        /** The clock that pages show time left and age by; the system's unless set. Give it the gateway's. */
        public Builder clock(InstantSource value) {
            this.clock = requireNonNull(value, "clock");
            return this;
        }

        /** How long a notification may wait for its commit before it is answered 503; 20 seconds unless set. */
        public Builder ipnAnswerTime(Duration value) {
            this.ipnAnswerTime = value;
            return this;
        }

        /** How long a client may take to send a notification's body; 10 seconds unless set. */
        public Builder bodyReadTime(Duration value) {
            this.bodyReadTime = value;
            return this;
        }

        /** How many open pages may listen for changes at once; further ones ask every few seconds. 1000 unless set. */
        public Builder pageListenersMax(int value) {
            this.pageListenersMax = value;
            return this;
        }

        /**
         * How many pages may listen for prices at once; further ones ask every few seconds. 10,000 unless set: one costs
         * about 7 KB of heap on Jetty, and a file descriptor.
         */
        public Builder rateListenersMax(int value) {
            this.rateListenersMax = value;
            return this;
        }

        /**
         * Other sites whose pages may read prices in a browser, such as {@code https://shop.example}, exactly as a browser
         * names them: scheme, host and a port that is not the scheme's own. None unless set: then only pages of the same
         * origin can.
         */
        public Builder priceOrigins(List<String> values) {
            this.priceOrigins = List.copyOf(values);
            return this;
        }

        /** How long one page listens before it has to connect again; 5 minutes unless set. */
        public Builder pageListenTime(Duration value) {
            this.pageListenTime = value;
            return this;
        }

        /** How often a silent stream shows that it is alive; 15 seconds unless set. */
        public Builder pageHeartbeat(Duration value) {
            this.pageHeartbeat = value;
            return this;
        }

        /** Checks everything; throws {@link ConfigurationException} that lists all that is wrong. */
        public ServletSettings build() {
            List<Problem> problems = new ArrayList<>();
            problems.addAll(ApiKeys.problems("apiKeys", apiKeys));
            problems.addAll(ApiKeys.problems("metricsKeys", metricsKeys));
            checkTime(problems, "ipnAnswerTime", ipnAnswerTime);
            checkTime(problems, "bodyReadTime", bodyReadTime);
            checkTime(problems, "pageListenTime", pageListenTime);
            checkTime(problems, "pageHeartbeat", pageHeartbeat);
            checkListeners(problems, "pageListenersMax", pageListenersMax);
            checkListeners(problems, "rateListenersMax", rateListenersMax);
            problems.addAll(Origins.problems(priceOrigins));
            if (!problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
            return new ServletSettings(new Builder(this));
        }

        private static void checkListeners(List<Problem> problems, String field, int value) {
            if (value < 0) {
                problems.add(new Problem(field, "is negative", "use 0 to switch streams off"));
            }
        }

        private static void checkTime(List<Problem> problems, String field, Duration value) {
            if (value.compareTo(Duration.ofMillis(10)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
                problems.add(new Problem(field, "is " + value, "choose between 10 ms and 1 hour"));
            }
        }
    }
}
