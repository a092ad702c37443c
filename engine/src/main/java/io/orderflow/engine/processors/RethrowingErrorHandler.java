package io.orderflow.engine.processors;

import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventProcessingException;

/**
 * Skips no failure: the batch is rolled back and retried. An {@code Error} is wrapped in an
 * exception, since it would end the processor's task silently and stop its segment for good.
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
