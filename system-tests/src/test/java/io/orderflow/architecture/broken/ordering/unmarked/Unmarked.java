package io.orderflow.architecture.broken.ordering.unmarked;

/** Lies in a package that says nothing about null. */
record Unmarked(String name) {}
