package io.orderflow.architecture.broken.ordering;

import org.axonframework.eventhandling.tokenstore.TokenStore;

/** Keeps tokens of event processors, which is the business of the engine. */
record OrderingWithTokens(TokenStore tokens) {}
