package io.orderflow.partner;

/** What came back over the wire, not yet understood. */
record Reply(String partner, int status, String body) {}
