/** Opens the conversation with the processing partner to the simulation of whole lives. */
@NullMarked
package io.orderflow.partner.processing;

import org.jspecify.annotations.NullMarked;
