package io.orderflow.partner;

/**
 * A partner's response.
 *
 * @param body its first 64 KiB; empty if it has none
 */
public record PartnerResponse(String partner, int status, String body) {}
