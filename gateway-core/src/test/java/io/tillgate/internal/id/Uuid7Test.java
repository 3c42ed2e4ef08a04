package io.tillgate.internal.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class Uuid7Test {

    private static final Instant NOW = Instant.parse("2012-06-01T12:00:00.123Z");

    private Instant now = NOW;
    private final Uuid7 ids = new Uuid7(() -> now);

    @Test
    void an_id_has_the_version_and_variant_of_rfc_9562_and_its_time() {
        for (int i = 0; i < 10_000; i++) {
            UUID id = ids.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }
        assertThat(Uuid7.timeOf(new Uuid7(() -> NOW).next())).isEqualTo(NOW);
        assertThat(new Uuid7(() -> NOW).next().toString()).startsWith("0137a7ea-9e7b-7");
    }

    @Test
    void ids_of_one_millisecond_grow() {
        // More than the counter of 12 bits holds.
        assertGrowing(take(10_000));
    }

    @Test
    void ids_run_ahead_of_the_clock_only_as_far_as_they_must() {
        List<UUID> many = take(10_000);
        assertThat(Uuid7.timeOf(many.get(many.size() - 1))).isBetween(NOW.plusMillis(2), NOW.plusMillis(3));
    }

    @Test
    void a_clock_that_goes_back_does_not_take_the_ids_with_it() {
        List<UUID> made = new ArrayList<>(take(3));
        now = NOW.minusSeconds(3600);
        made.addAll(take(5_000));
        now = NOW.plusMillis(1);
        made.addAll(take(3));
        now = NOW.plusSeconds(1);
        made.addAll(take(3));

        assertGrowing(made);
        assertThat(Uuid7.timeOf(made.get(made.size() - 1))).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void the_text_sorts_like_the_id() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            made.addAll(take(3));
            now = now.plusMillis(7);
        }
        assertThat(made.stream().map(UUID::toString).toList()).isSorted();
    }

    @Test
    void many_threads_get_ids_that_differ_and_each_sees_its_own_grow() throws Exception {
        Uuid7 shared = new Uuid7(InstantSource.system());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<List<UUID>> task = () -> {
                List<UUID> own = new ArrayList<>();
                for (int i = 0; i < 20_000; i++) {
                    own.add(shared.next());
                }
                return own;
            };
            Set<UUID> all = new HashSet<>();
            for (Future<List<UUID>> result : threads.invokeAll(Collections.nCopies(8, task))) {
                assertGrowing(result.get());
                all.addAll(result.get());
            }
            assertThat(all).hasSize(8 * 20_000);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void two_nodes_in_the_same_millisecond_do_not_meet() {
        Uuid7 otherNode = new Uuid7(() -> now);
        Set<UUID> all = new HashSet<>(take(2_000));
        for (int i = 0; i < 2_000; i++) {
            all.add(otherNode.next());
        }
        assertThat(all).hasSize(4_000);
    }

    private List<UUID> take(int count) {
        List<UUID> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(ids.next());
        }
        return made;
    }

    private static void assertGrowing(Collection<UUID> made) {
        UUID before = null;
        for (UUID id : made) {
            if (before != null && before.compareTo(id) >= 0) {
                throw new AssertionError(id + " came after " + before);
            }
            before = id;
        }
    }
}
