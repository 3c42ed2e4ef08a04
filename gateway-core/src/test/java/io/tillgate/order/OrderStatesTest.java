package io.tillgate.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.order.OrderStatesTable.Place;
import io.tillgate.testing.Repository;
import io.tillgate.testing.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of all states against the golden file and against the operator's page. After a change that is meant:
 *
 * <pre>mvn -pl gateway-core -am test -Dtest=OrderStatesTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true</pre>
 *
 * rewrites both; review the difference before it is committed.
 */
class OrderStatesTest {

    private static final int SIGNALS_MAX = 4;
    private static final Path GOLDEN = Path.of("gateway-core/src/test/resources/order-states.golden.md");
    private static final Path PAGE = Path.of("docs/order-states.md");

    private static final List<OrderSignal> SIGNALS = List.of(OrderSignal.values());
    private static final OrderStatesTable TABLE = OrderStatesTable.of(SIGNALS_MAX);
    private static final String TEXT = new OrderStatesPage(TABLE).text();

    @BeforeAll
    static void update() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            for (Path file : new Path[] {GOLDEN, PAGE}) {
                Path target = Repository.root().resolve(file);
                Files.createDirectories(target.getParent());
                Files.writeString(target, TEXT);
            }
        }
    }

    @Test
    void every_status_with_every_anomaly_and_every_signal_is_as_the_golden_file_says() throws IOException {
        assertThat(read(GOLDEN))
                .as("%s; see the class comment for how to update it", GOLDEN)
                .isEqualTo(TEXT);
    }

    @Test
    void the_page_for_operators_says_the_same() throws IOException {
        assertThat(read(PAGE))
                .as("%s; see the class comment for how to update it", PAGE)
                .isEqualTo(TEXT);
    }

    @Test
    void longer_stories_lead_to_no_further_combination() {
        Seeded.forAll(20_000, random -> {
            OrderStory story = OrderStory.beginning();
            for (int i = 0; i < 12; i++) {
                OrderSignal signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
                story = story.then(signal).orElse(story);
            }
            assertThat(TABLE.representatives()).as("%s", story.signals()).containsKey(Place.of(story.state()));
        });
    }

    @Test
    void every_status_is_on_the_page() {
        assertThat(TABLE.representatives().keySet()).extracting(Place::status).contains(OrderStatus.values());
    }

    @Test
    void every_anomaly_is_on_the_page() {
        assertThat(TABLE.representatives().keySet()).extracting(Place::anomaly).contains(Anomaly.values());
    }

    @Test
    void a_repeated_notification_never_changes_anything() {
        TABLE.representatives()
                .forEach((place, story) -> TABLE.after(place, OrderSignal.REPEATED)
                        .ifPresent(after -> assertThat(after).as("%s", place).isEqualTo(story.state())));
    }

    @Test
    void no_signal_without_money_makes_an_order_paid() {
        for (OrderSignal signal : new OrderSignal[] {
            OrderSignal.INVOICE_CREATED,
            OrderSignal.ANSWER_LOST,
            OrderSignal.DECLINED,
            OrderSignal.CANCELLED,
            OrderSignal.INVOICE_DIFFERS,
            OrderSignal.TIME_OVER,
            OrderSignal.SEEN_FULL,
            OrderSignal.SEEN_SHORT,
            OrderSignal.PAID_OTHER_CURRENCY,
            OrderSignal.OTHER_ATTEMPT_PAID
        }) {
            for (Place place : TABLE.representatives().keySet()) {
                if (place.status() != OrderStatus.PAID) {
                    TABLE.after(place, signal)
                            .ifPresent(after -> assertThat(after.status())
                                    .as("%s then %s", place, signal)
                                    .isNotEqualTo(OrderStatus.PAID));
                }
            }
        }
    }

    private static String read(Path file) throws IOException {
        Path target = Repository.root().resolve(file);
        return Files.exists(target) ? Files.readString(target) : "";
    }
}
