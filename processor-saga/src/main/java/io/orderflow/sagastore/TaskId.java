package io.orderflow.sagastore;

/** A saga at one of its turns, in which it has at most one task. */
record TaskId(String id, long turn) {}
