package io.orderflow.architecture.broken.views;

import io.orderflow.architecture.broken.fulfillment.FulfillmentModule;

/** Reaches from the read side into the process. */
record ViewReadingSaga(FulfillmentModule reached) {}
