package io.orderflow.architecture.broken.ordering;

/** Crosses no line; a module may be public. */
public record OrderingModule(String name) {}
