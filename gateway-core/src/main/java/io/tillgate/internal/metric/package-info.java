@NullMarked
package io.tillgate.internal.metric;

import org.jspecify.annotations.NullMarked;
