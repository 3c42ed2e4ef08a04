/** Figures of whole days, for charts. */
@NullMarked
package io.tillgate.figures;

import org.jspecify.annotations.NullMarked;
