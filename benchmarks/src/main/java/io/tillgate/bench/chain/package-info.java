@NullMarked
package io.tillgate.bench.chain;

import org.jspecify.annotations.NullMarked;
