@NullMarked
package io.tillgate.notification;

import org.jspecify.annotations.NullMarked;
