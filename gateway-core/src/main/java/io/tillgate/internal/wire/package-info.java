/** What the clients of processors share: calls that are bounded in time and memory, and words from outside made fit. */
@NullMarked
package io.tillgate.internal.wire;

import org.jspecify.annotations.NullMarked;
