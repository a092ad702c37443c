/** HTTP and JSON of all partners: keys, bodies with limits, answers, problems. */
@NullMarked
package io.orderflow.simulator.wire;

import org.jspecify.annotations.NullMarked;
