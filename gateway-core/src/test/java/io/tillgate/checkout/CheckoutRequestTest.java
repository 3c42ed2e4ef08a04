package io.tillgate.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Money;
import io.tillgate.processor.ProcessorId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutRequestTest {

    private static final Money PRICE = Money.satoshi(1);

    @Test
    void everything_that_is_right_is_kept_as_it_is() {
        CheckoutRequest request = CheckoutRequest.of("A-1 №7 🕯", PRICE)
                .description("Drei Kerzen <b>\"&")
                .data("{\"cart\":7}")
                .returnUrl("https://shop.example/thanks?order=1#top")
                .processor(new ProcessorId("mtgox"))
                .build();

        assertThat(request.reference()).isEqualTo("A-1 №7 🕯");
        assertThat(request.price()).isEqualTo(PRICE);
        assertThat(request.shop().description()).isEqualTo("Drei Kerzen <b>\"&");
        assertThat(request.shop().data()).isEqualTo("{\"cart\":7}");
        assertThat(request.shop().returnUrl()).isEqualTo("https://shop.example/thanks?order=1#top");
        assertThat(request.processor()).contains(new ProcessorId("mtgox"));
        assertThat(CheckoutRequest.of("A-1", PRICE).build().processor()).isEmpty();
    }

    @Test
    void every_problem_is_told_at_once() {
        List<Problem> problems = problems(CheckoutRequest.of(" ", Money.satoshi(0))
                .description("d".repeat(251))
                .data("\0")
                .returnUrl("javascript:alert(1)"));

        assertThat(problems)
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("reference", "price", "description", "data", "returnUrl");
        assertThat(problems).allSatisfy(problem -> assertThat(problem.fix()).isNotBlank());
    }

    @Test
    void a_text_is_as_long_as_the_limit_and_no_longer() {
        CheckoutRequest.of("r".repeat(100), PRICE)
                .description("d".repeat(250))
                .data("x".repeat(2000))
                .returnUrl("https://shop.example/" + "p".repeat(2000 - 21))
                .build();

        assertThat(problems(CheckoutRequest.of("r".repeat(101), PRICE)
                        .description("d".repeat(251))
                        .data("x".repeat(2001))
                        .returnUrl("https://shop.example/" + "p".repeat(2000 - 20))))
                .extracting(Problem::toString)
                .containsExactly(
                        "reference has 101 characters: send at most 100 characters",
                        "description has 251 characters: send at most 250 characters",
                        "data has 2001 characters: send at most 2000 characters",
                        "returnUrl has 2001 characters: send at most 2000 characters");
    }

    @Test
    void ten_kilobytes_are_counted_and_not_repeated_in_the_message() {
        String huge = "A".repeat(10_240);

        InvalidInputException refused = refused(
                CheckoutRequest.of(huge, PRICE).description(huge).data(huge).returnUrl("https://shop.example/" + huge));

        assertThat(refused.getMessage()).hasSizeLessThan(400).contains("10240").doesNotContain("AAAA");
        assertThat(refused.problems()).hasSize(4);
    }

    @Test
    void a_null_character_is_refused_everywhere_since_postgres_can_not_keep_one() {
        assertThat(problems(CheckoutRequest.of("A\0", PRICE)
                        .description("\0")
                        .data("x\0y")
                        .returnUrl("https://shop.example/\0")))
                .filteredOn(problem -> problem.fault().equals("holds a null character"))
                .extracting(Problem::field)
                .containsExactly("reference", "description", "data", "returnUrl");
    }

    @Test
    void half_of_a_surrogate_pair_is_refused() {
        for (String half : List.of("\ud83d", "\udd6f", "\udd6f\ud83d", "a\ud83db")) {
            assertThat(problems(
                            CheckoutRequest.of(half, PRICE).description(half).data(half)))
                    .extracting(Problem::toString)
                    .containsExactly(
                            "reference is not valid Unicode: send well-formed UTF-8",
                            "description is not valid Unicode: send well-formed UTF-8",
                            "data is not valid Unicode: send well-formed UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "shop",
                "/path",
                "//shop.example/",
                "https:",
                "https://",
                "https:///path",
                "ftp://shop.example/",
                "javascript:alert(1)",
                "data:text/html,x",
                "http://shop example/",
                "https://shop.example/\nSet-Cookie:a",
                "https://shop.example/<script>",
                "mailto:a@b.c",
                "file:///etc/passwd",
                "http:shop.example"
            })
    void a_return_url_is_an_absolute_http_url_or_nothing(String url) {
        assertThat(problems(CheckoutRequest.of("A-1", PRICE).returnUrl(url)))
                .extracting(Problem::toString)
                .containsExactly("returnUrl is not an absolute http(s) URL: send https://shop/path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003"})
    void a_reference_without_a_visible_character_is_empty(String reference) {
        assertThat(problems(CheckoutRequest.of(reference, PRICE)))
                .extracting(Problem::toString)
                .containsExactly("reference is empty: send the shop's own order number");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void a_price_is_above_zero(long satoshi) {
        assertThat(problems(CheckoutRequest.of("A-1", Money.satoshi(satoshi))))
                .extracting(Problem::toString)
                .containsExactly("price is not positive: send an amount above zero");
    }

    private static List<Problem> problems(CheckoutRequest.Builder builder) {
        return refused(builder).problems();
    }

    private static InvalidInputException refused(CheckoutRequest.Builder builder) {
        return catchThrowableOfType(InvalidInputException.class, builder::build);
    }
}
