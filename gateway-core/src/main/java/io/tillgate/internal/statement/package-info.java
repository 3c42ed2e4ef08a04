@NullMarked
package io.tillgate.internal.statement;

import org.jspecify.annotations.NullMarked;
