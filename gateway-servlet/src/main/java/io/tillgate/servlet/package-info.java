@NullMarked
package io.tillgate.servlet;

import org.jspecify.annotations.NullMarked;
