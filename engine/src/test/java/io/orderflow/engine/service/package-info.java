/** What the services have in common when each runs in a process of its own. */
@NullMarked
package io.orderflow.engine.service;

import org.jspecify.annotations.NullMarked;
