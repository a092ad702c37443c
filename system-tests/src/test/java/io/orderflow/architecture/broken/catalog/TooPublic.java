package io.orderflow.architecture.broken.catalog;

/** Shows itself without being asked for. */
public record TooPublic(String name) {}
