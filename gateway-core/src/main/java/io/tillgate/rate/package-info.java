@NullMarked
package io.tillgate.rate;

import org.jspecify.annotations.NullMarked;
