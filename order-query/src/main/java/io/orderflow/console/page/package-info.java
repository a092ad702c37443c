/** What pages show in the same way: times, words, charts, and the forms they take. */
@NullMarked
package io.orderflow.console.page;

import org.jspecify.annotations.NullMarked;
