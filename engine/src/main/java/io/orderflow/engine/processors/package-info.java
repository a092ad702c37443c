/** How far every event processor is, on this node and on others. */
@NullMarked
package io.orderflow.engine.processors;

import org.jspecify.annotations.NullMarked;
