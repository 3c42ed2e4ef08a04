/** How fast prices are told: converting, over HTTP, and to thousands of open pages. */
@NullMarked
package io.tillgate.bench.rates;

import org.jspecify.annotations.NullMarked;
