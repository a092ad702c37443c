package io.orderflow.views.status;

/**
 * What is read of a row to show its whole order.
 *
 * @param state {@link OrderViewState} as JSON
 */
record StoredOrder(String customerId, String state) {}
