@NullMarked
package io.tillgate.internal.bitcoin;

import org.jspecify.annotations.NullMarked;
