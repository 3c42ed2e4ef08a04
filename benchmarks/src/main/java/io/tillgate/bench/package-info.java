@NullMarked
package io.tillgate.bench;

import org.jspecify.annotations.NullMarked;
