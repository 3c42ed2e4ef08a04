@NullMarked
package io.tillgate.internal.loop;

import org.jspecify.annotations.NullMarked;
