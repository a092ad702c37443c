package io.orderflow.simulator.ledger;

/** A partner's definitive no. */
public record Refusal(String code, String detail) {}
