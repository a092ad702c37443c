/** Adapters for partners: the protocol they share, and one package per partner. */
@NullMarked
package io.orderflow.partner;

import org.jspecify.annotations.NullMarked;
