package io.orderflow.architecture.broken.views;

/** Has the simple name of another type. */
record Twin(String name) {}
