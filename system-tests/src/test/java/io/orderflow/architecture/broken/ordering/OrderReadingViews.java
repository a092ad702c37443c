package io.orderflow.architecture.broken.ordering;

import io.orderflow.architecture.broken.views.ViewsModule;

/** Reaches from the write side into the read side. */
record OrderReadingViews(ViewsModule reached) {}
