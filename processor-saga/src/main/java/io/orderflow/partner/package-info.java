/** How partners are spoken to: what every conversation has in common, one package per partner. */
@NullMarked
package io.orderflow.partner;

import org.jspecify.annotations.NullMarked;
