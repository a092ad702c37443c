package io.orderflow.views.status;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.context.request.async.DeferredResult;

/** Answers a request when a future is complete; until then the request holds no thread. */
public final class DeferredAnswer {

  private DeferredAnswer() {}

  /**
   * @param timeout after which the request is answered as unavailable
   */
  public static <T> DeferredResult<T> of(CompletableFuture<T> answer, Duration timeout) {
    var result = new DeferredResult<T>(timeout.toMillis());
    var _ =
        answer.whenComplete(
            (response, failure) -> {
              if (failure == null) {
                result.setResult(response);
              } else {
                result.setErrorResult(failure.getCause() == null ? failure : failure.getCause());
              }
            });
    return result;
  }
}
