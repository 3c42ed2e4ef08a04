@NullMarked
package io.tillgate.internal.intake;

import org.jspecify.annotations.NullMarked;
