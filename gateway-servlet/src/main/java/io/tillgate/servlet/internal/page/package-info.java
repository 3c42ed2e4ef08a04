/** What the templates show: values and their wording, no HTTP. */
@NullMarked
package io.tillgate.servlet.internal.page;

import org.jspecify.annotations.NullMarked;
