/** JSON under stable names for everything that is stored or sent. */
@NullMarked
package io.orderflow.engine.serialization;

import org.jspecify.annotations.NullMarked;
