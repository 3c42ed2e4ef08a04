@NullMarked
package io.tillgate.order;

import org.jspecify.annotations.NullMarked;
