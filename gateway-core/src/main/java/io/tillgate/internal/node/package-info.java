@NullMarked
package io.tillgate.internal.node;

import org.jspecify.annotations.NullMarked;
