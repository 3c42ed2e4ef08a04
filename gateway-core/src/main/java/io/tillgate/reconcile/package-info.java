@NullMarked
package io.tillgate.reconcile;

import org.jspecify.annotations.NullMarked;
