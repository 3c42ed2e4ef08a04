package io.tillgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SeededTest {

    @Test
    void a_failure_names_the_seed_that_makes_the_same_case_again() {
        List<Long> drawn = new ArrayList<>();
        Throwable failure = catchThrowable(() -> Seeded.forAll(100, random -> {
            drawn.add(random.nextLong());
            assertThat(drawn).hasSizeLessThan(7);
        }));
        Matcher seed = Pattern.compile("-Dseed=(-?[0-9]+)").matcher(failure.getMessage());
        assertThat(seed.find()).isTrue();

        List<Long> replayed = new ArrayList<>();
        String before = System.getProperty("seed");
        System.setProperty("seed", seed.group(1));
        try {
            Seeded.forAll(100, random -> replayed.add(random.nextLong()));
        } finally {
            if (before == null) {
                System.clearProperty("seed");
            } else {
                System.setProperty("seed", before);
            }
        }

        assertThat(replayed).containsExactly(drawn.get(6));
    }
}
