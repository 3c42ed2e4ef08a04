@NullMarked
package io.tillgate.demo;

import org.jspecify.annotations.NullMarked;
