/** Sends refunds, once each, and looks for those whose answer was lost. */
@NullMarked
package io.tillgate.internal.refund;

import org.jspecify.annotations.NullMarked;
