package io.orderflow.architecture.broken.elsewhere;

/** Belongs to no module. */
record Stray(String name) {}
