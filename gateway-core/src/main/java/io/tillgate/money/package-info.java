@NullMarked
package io.tillgate.money;

import org.jspecify.annotations.NullMarked;
