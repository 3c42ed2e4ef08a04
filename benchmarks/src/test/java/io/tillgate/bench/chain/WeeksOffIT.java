package io.tillgate.bench.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the follower of the chain holds a block and not many. */
class WeeksOffIT {

    private static final int BLOCKS = 120;
    private static final int BLOCK_BYTES = 1_000_000;

    @Test
    void a_shop_that_was_off_finds_every_payment_once_among_more_blocks_than_its_memory_holds() throws Exception {
        List<String> wrong = new WeeksOff(System.out).run(BLOCKS, BLOCK_BYTES);

        assertThat(wrong).isEmpty();
    }
}
