package io.orderflow.partner;

/** What came back over the wire, not yet understood. */
record PartnerReply(String partner, int status, String body) {}
