@NullMarked
package io.tillgate.migrations;

import org.jspecify.annotations.NullMarked;
