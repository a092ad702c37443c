/** The settings of the engine. */
@NullMarked
package io.orderflow.engine.settings;

import org.jspecify.annotations.NullMarked;
