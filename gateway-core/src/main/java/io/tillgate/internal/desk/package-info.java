@NullMarked
package io.tillgate.internal.desk;

import org.jspecify.annotations.NullMarked;
