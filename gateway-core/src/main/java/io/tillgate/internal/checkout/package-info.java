@NullMarked
package io.tillgate.internal.checkout;

import org.jspecify.annotations.NullMarked;
