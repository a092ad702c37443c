/** What all partners' HTTP has in common: keys, bodies with limits, answers, problems. */
@NullMarked
package io.orderflow.simulator.wire;

import org.jspecify.annotations.NullMarked;
