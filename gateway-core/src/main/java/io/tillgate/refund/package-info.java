/** Value returned to buyers: records of their own, with intent first. */
@NullMarked
package io.tillgate.refund;

import org.jspecify.annotations.NullMarked;
