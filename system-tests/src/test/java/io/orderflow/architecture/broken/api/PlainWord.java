package io.orderflow.architecture.broken.api;

/** Crosses no line. */
public record PlainWord(String word) {}
