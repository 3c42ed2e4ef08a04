@NullMarked
package io.tillgate.processor;

import org.jspecify.annotations.NullMarked;
