package io.orderflow.partner;

/**
 * A partner's response.
 *
 * @param body its first 64 KiB; empty if it has none
 */
public record PartnerReply(String partner, int status, String body) {}
