@NullMarked
package io.tillgate;

import org.jspecify.annotations.NullMarked;
