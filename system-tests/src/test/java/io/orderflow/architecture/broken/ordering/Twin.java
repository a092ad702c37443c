package io.orderflow.architecture.broken.ordering;

/** Has the simple name of another type. */
record Twin(String name) {}
