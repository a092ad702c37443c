package io.orderflow.integration;

import org.jspecify.annotations.Nullable;

/** The receiver of public events did not confirm them; they will be published again. */
public final class PublisherUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String publisher;

  /**
   * @param publisher its name
   * @param reason in a few words, for the log
   */
  public PublisherUnavailableException(String publisher, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.publisher = publisher;
  }

  boolean isOf(EventPublisher other) {
    return publisher.equals(other.name());
  }

  /** The reason in a few words. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
