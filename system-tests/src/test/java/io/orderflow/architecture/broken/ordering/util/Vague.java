package io.orderflow.architecture.broken.ordering.util;

/** Lies in a package that says nothing at all. */
record Vague(String name) {}
