/** Load shedding: bulkheads per traffic class, and the modules' own admission policies. */
@NullMarked
package io.orderflow.web.admission;

import org.jspecify.annotations.NullMarked;
