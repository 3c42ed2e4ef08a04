@NullMarked
package io.tillgate.voucher;

import org.jspecify.annotations.NullMarked;
