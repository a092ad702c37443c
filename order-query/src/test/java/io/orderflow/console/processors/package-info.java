@NullMarked
package io.orderflow.console.processors;

import org.jspecify.annotations.NullMarked;
