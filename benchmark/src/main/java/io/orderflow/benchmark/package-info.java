/** What an order costs, measured on the packaged application from outside. */
@NullMarked
package io.orderflow.benchmark;

import org.jspecify.annotations.NullMarked;
