package io.orderflow.simulator.book;

/** A partner's definitive no. */
public record Refusal(String code, String detail) {}
