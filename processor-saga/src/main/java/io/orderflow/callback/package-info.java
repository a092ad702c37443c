/** Endpoints for partners' callbacks, which are verified, stored and acknowledged. */
@NullMarked
package io.orderflow.callback;

import org.jspecify.annotations.NullMarked;
