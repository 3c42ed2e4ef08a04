@NullMarked
package io.tillgate.internal.http;

import org.jspecify.annotations.NullMarked;
