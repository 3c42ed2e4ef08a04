/** What every processor must make of what can happen to an order, written once. */
package io.tillgate.contract;
