package io.tillgate.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.desk.ActEffect;
import io.tillgate.desk.ActResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** What the tests of acts have in common. */
final class Acts {

    private Acts() {}

    static void assertDone(ActResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        ActResult.Done.class,
                        done -> assertThat(done.effects())
                                .extracting(ActEffect::sentence)
                                .isNotEmpty());
    }

    static void assertRefused(ActResult result, String fault) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        ActResult.Refused.class,
                        refused -> assertThat(refused.problem().fault()).isEqualTo(fault));
    }

    /** What work gives that many threads do at the same moment. */
    static <T> List<T> atOnce(int times, Function<Integer, T> work) {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<T>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int number = i;
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            start.await();
                        } catch (InterruptedException stopped) {
                            throw new IllegalStateException(stopped);
                        }
                        return work.apply(number);
                    },
                    run -> new Thread(run).start()));
        }
        start.countDown();
        return all.stream().map(CompletableFuture::join).toList();
    }
}
