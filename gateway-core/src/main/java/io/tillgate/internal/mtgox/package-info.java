@NullMarked
package io.tillgate.internal.mtgox;

import org.jspecify.annotations.NullMarked;
