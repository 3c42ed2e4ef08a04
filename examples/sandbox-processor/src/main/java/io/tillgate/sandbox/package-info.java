@NullMarked
package io.tillgate.sandbox;

import org.jspecify.annotations.NullMarked;
