/**
 * A processor that speaks the Mt. Gox merchant wire of 2012 on the loopback interface, moves no coin, and
 * misbehaves when told to. {@link io.tillgate.sandbox.SandboxProcessor} is the way in.
 */
@NullMarked
package io.tillgate.sandbox;

import org.jspecify.annotations.NullMarked;
