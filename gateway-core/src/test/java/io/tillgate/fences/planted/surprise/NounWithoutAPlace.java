package io.tillgate.fences.planted.surprise;

/** In a package that nobody put into the order. */
final class NounWithoutAPlace {}
