@NullMarked
package io.tillgate.internal.id;

import org.jspecify.annotations.NullMarked;
