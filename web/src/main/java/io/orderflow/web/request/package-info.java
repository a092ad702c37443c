/** Headers and values that every endpoint reads alike: conditions, idempotency keys, text. */
@NullMarked
package io.orderflow.web.request;

import org.jspecify.annotations.NullMarked;
