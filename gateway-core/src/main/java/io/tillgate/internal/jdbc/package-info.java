@NullMarked
package io.tillgate.internal.jdbc;

import org.jspecify.annotations.NullMarked;
