@NullMarked
package io.tillgate.internal.ticker;

import org.jspecify.annotations.NullMarked;
