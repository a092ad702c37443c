package io.orderflow.engine.processors;

import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventProcessingException;

/**
 * Nothing that fails is skipped: the batch is rolled back and handled again later. An {@code Error}
 * goes as an exception, because an {@code Error} ends the processor's task without a word and its
 * segment stands still for ever.
 */
public final class RethrowingErrorHandler implements ErrorHandler {

  @Override
  public void handleError(ErrorContext failure) throws Exception {
    if (failure.error() instanceof Exception exception) {
      throw exception;
    }
    throw new EventProcessingException(
        "An error in event processor " + failure.eventProcessor(), failure.error());
  }
}
