package io.orderflow.architecture.broken.views;

/** Crosses no line; a module may be public. */
public record ViewsModule(String name) {}
