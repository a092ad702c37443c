package io.orderflow.integration;

import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.EventProcessorDefinition.Start;

/** The event processors of publishers, one for each. */
public final class PublisherProcessors {

  static final String SCHEMA = "integration";

  /** The most events of one batch. */
  static final int BATCH = 500;

  private PublisherProcessors() {}

  /**
   * Declares one. It has one segment, so that events of all orders share a batch and its commit.
   *
   * @param publisher its name
   */
  public static EventProcessorDefinition of(String publisher, Start start) {
    return of(publisher, start, BATCH);
  }

  /**
   * Declares one with batches of its own.
   *
   * @param batch the most events of one, at most {@value #BATCH}
   */
  public static EventProcessorDefinition of(String publisher, Start start, int batch) {
    return new EventProcessorDefinition(nameOf(publisher), SCHEMA, 1, batch, false, false, start);
  }

  /** The name of the processor of a publisher. */
  public static String nameOf(String publisher) {
    return "integration-" + publisher;
  }
}
