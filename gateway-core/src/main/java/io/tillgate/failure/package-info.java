@NullMarked
package io.tillgate.failure;

import org.jspecify.annotations.NullMarked;
