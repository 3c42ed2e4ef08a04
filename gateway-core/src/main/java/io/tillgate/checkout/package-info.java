@NullMarked
package io.tillgate.checkout;

import org.jspecify.annotations.NullMarked;
