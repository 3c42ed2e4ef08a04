package io.tillgate.demo;

/**
 * What the shop's servlets share.
 *
 * @param paymentOrigin where the payment pages are: scheme, host and port
 */
record Shop(ShopGateway gateway, ShopOrders orders, Visitors visitors, Pages pages, String paymentOrigin) {}
