/** What the console asks of the services, and has them do, wherever they run. */
@NullMarked
package io.orderflow.console.services;

import org.jspecify.annotations.NullMarked;
