package io.orderflow.integration.resend;

import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.integration.EventPublisher;
import io.orderflow.integration.PublisherProcessors;
import io.orderflow.web.problem.ProblemException;
import org.springframework.beans.factory.ObjectProvider;

/** Finds publishers by their names, and says which may send again now. */
final class ResendablePublishers {

  private final ObjectProvider<EventPublisher> publishers;
  private final ObjectProvider<EventProcessorDefinition> processors;
  private final OperatorSwitches switches;
  private final DeadLetterRegistry letters;

  ResendablePublishers(
      ObjectProvider<EventPublisher> publishers,
      ObjectProvider<EventProcessorDefinition> processors,
      OperatorSwitches switches,
      DeadLetterRegistry letters) {
    this.publishers = publishers;
    this.processors = processors;
    this.switches = switches;
    this.letters = letters;
  }

  /**
   * @throws ProblemException if there is none of this name, or it is not switched on
   */
  EventPublisher require(String name) {
    return publishers.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.of(
                    ResendProblemCode.PUBLISHER_NOT_FOUND,
                    "Those that are switched on are the processors integration-… of GET"
                        + " /api/v1/admin/processors, without that beginning."));
  }

  /**
   * The processor of a publisher that may send again.
   *
   * @throws ProblemException if there is none, or it may not
   */
  EventProcessorDefinition requireResendable(String name) {
    var publisher = require(name);
    var refusal = publisher.refusesResend();
    if (refusal != null) {
      throw ProblemException.of(ResendProblemCode.NOT_RESENDABLE, refusal);
    }
    var processor = processor(name);
    if (switches.isOff(processor.switchName())) {
      throw ProblemException.of(
          ResendProblemCode.PUBLISHER_PAUSED,
          "It would send when it is resumed. Resume it first, by the switch "
              + processor.switchName()
              + ".");
    }
    requireNoDeadLetters(processor);
    return processor;
  }

  /**
   * An order that has a dead letter is passed over, so its events would be missing.
   *
   * @throws ProblemException if there are some
   */
  void requireNoDeadLetters(EventProcessorDefinition processor) {
    long count = letters.count(processor.name());
    if (count > 0) {
      throw ProblemException.of(
          ResendProblemCode.PUBLISHER_HAS_DEAD_LETTERS,
          "Nothing of their %d orders would be sent. Retry or discard them first."
              .formatted(count));
    }
  }

  private EventProcessorDefinition processor(String publisher) {
    var name = PublisherProcessors.nameOf(publisher);
    return processors.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no processor is called " + name));
  }
}
