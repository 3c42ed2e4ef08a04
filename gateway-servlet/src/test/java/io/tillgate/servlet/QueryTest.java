package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTest {

    @Test
    void reads_percent_encoding_and_plus() {
        Query query = Query.of("q=a%20b+c%E2%82%AC%2F&status=PAID&empty=");

        assertThat(query.optional("q")).contains("a b c€/");
        assertThat(query.optional("status")).contains("PAID");
        assertThat(query.optional("empty")).isEmpty();
        assertThat(query.optional("absent")).isEmpty();
        assertThat(query.problems()).isEmpty();
    }

    @Test
    void lists_everything_that_is_wrong_at_once() {
        Query query = Query.of("from=EUR&from=JPY&amount=%zz");
        query.required("from", "send it");
        query.required("to", "send it");

        assertThat(query.problems())
                .extracting(problem -> problem.field() + " " + problem.fault())
                .containsExactly("amount is not percent-encoded UTF-8", "from is given 2 times", "to is missing");
    }

    @Test
    void refuses_what_is_no_utf_8_or_cut_off() {
        assertThat(Query.of("q=%ff").problems()).hasSize(1);
        assertThat(Query.of("q=%2").problems()).hasSize(1);
        assertThat(Query.of("q=%").problems()).hasSize(1);
        assertThat(Query.of("q=\u00e4").problems()).hasSize(1);
        assertThat(Query.of("q=%2f").problems()).isEmpty();
    }

    @Test
    void does_not_repeat_a_hostile_name() {
        assertThat(Query.of("<script>=%").problems().get(0).field()).isEqualTo("query");
    }

    @Test
    void is_bounded() {
        assertThat(Query.of("q=" + "x".repeat(5000)).problems().get(0).fault()).isEqualTo("is too long");
        assertThat(Query.of(null).problems()).isEmpty();
        assertThat(Query.of("").problems()).isEmpty();
    }
}
