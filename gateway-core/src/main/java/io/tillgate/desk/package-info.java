@NullMarked
package io.tillgate.desk;

import org.jspecify.annotations.NullMarked;
