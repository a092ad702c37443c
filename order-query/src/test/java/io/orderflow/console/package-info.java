@NullMarked
package io.orderflow.console;

import org.jspecify.annotations.NullMarked;
