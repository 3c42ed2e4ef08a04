@NullMarked
package io.tillgate.bench.micro;

import org.jspecify.annotations.NullMarked;
