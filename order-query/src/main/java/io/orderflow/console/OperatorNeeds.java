package io.orderflow.console;

import io.orderflow.api.operations.ProcessorStatus;
import io.orderflow.api.operations.SegmentStatus;
import io.orderflow.api.operations.SwitchStatus;
import io.orderflow.api.process.PartnerReport;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.services.AnsweringServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What needs an operator, orders aside.
 *
 * @param partners that fail
 * @param processors with dead letters, or with segments that fail, stall or are held by no node
 * @param callbacks that match no order
 * @param webhooks that fail, and those that orderflow has disabled
 * @param services that do not answer
 * @param switchedOff what operators have switched off, processors aside
 */
record OperatorNeeds(
    List<Need> partners,
    List<Need> processors,
    List<Need> callbacks,
    List<Need> webhooks,
    List<Need> services,
    long switchedOff) {

  static final OperatorNeeds NONE =
      new OperatorNeeds(List.of(), List.of(), List.of(), List.of(), List.of(), 0);

  private static final String PROCESSORS = "/console/processors";

  private static final Duration FAILING_FOR = Duration.ofMinutes(5);
  private static final int FEWEST_REQUESTS = 5;
  private static final double FAILING = 0.2;

  static OperatorNeeds of(
      AnsweringServices answers,
      List<PartnerReport.Partner> partners,
      long callbacks,
      long webhooks,
      Instant now) {
    return new OperatorNeeds(
        partners.stream()
            .filter(partner -> fails(partner, now))
            .map(OperatorNeeds::failing)
            .toList(),
        answers.answers().stream()
            .flatMap(answer -> answer.processors().stream())
            .flatMap(processor -> troubles(processor).stream())
            .toList(),
        need(callbacks, "callback", "without an order", "/console/callbacks"),
        need(webhooks, "webhook", "in trouble", "/console/webhooks"),
        answers.away().stream()
            .map(service -> new Need(1, service + " does not answer", PROCESSORS))
            .toList(),
        answers.switches().stream()
            .filter(SwitchStatus::switchedOff)
            .filter(each -> !each.name().startsWith("processor-"))
            .count());
  }

  /** In the order of their weight. What is switched off is not among them. */
  List<Need> all() {
    return Stream.of(services, processors, partners, callbacks, webhooks)
        .flatMap(List::stream)
        .toList();
  }

  private static List<Need> need(long count, String thing, String what, String path) {
    return count == 0
        ? List.of()
        : List.of(new Need(count, DisplayNumbers.counted(count, thing) + " " + what, path));
  }

  static long count(List<Need> needs) {
    return needs.stream().mapToLong(Need::count).sum();
  }

  /** As the alert OrderflowPartnerFails has it. */
  private static boolean fails(PartnerReport.Partner partner, Instant now) {
    long unknown = 0;
    long all = 0;
    for (var minute : partner.minutes()) {
      if (minute.from().isAfter(now.minus(FAILING_FOR))) {
        unknown += minute.requests().unknown();
        all += minute.requests().count();
      }
    }
    return all >= FEWEST_REQUESTS && unknown > all * FAILING;
  }

  private static Need failing(PartnerReport.Partner partner) {
    var name = partner.name();
    return new Need(
        1,
        name.substring(0, 1).toUpperCase(Locale.ROOT)
            + name.substring(1)
            + " fails: more than a fifth of its requests have no usable answer",
        "/console/partners");
  }

  private static List<Need> troubles(ProcessorStatus processor) {
    var troubles = new ArrayList<Need>();
    long stopped = processor.segments().stream().filter(OperatorNeeds::isInTrouble).count();
    if (stopped > 0) {
      troubles.add(
          new Need(
              stopped,
              processor.name()
                  + " fails or stalls in "
                  + DisplayNumbers.counted(stopped, "segment"),
              PROCESSORS));
    }
    if (processor.deadLetters() > 0) {
      troubles.add(
          new Need(
              processor.deadLetters(),
              processor.name()
                  + " has "
                  + DisplayNumbers.counted(processor.deadLetters(), "dead letter"),
              PROCESSORS + "/dead-letters?processor=" + processor.name()));
    }
    return troubles;
  }

  private static boolean isInTrouble(SegmentStatus segment) {
    return segment.stalledSince() != null || segment.state() == SegmentStatus.State.FAILING;
  }

  /**
   * One of them.
   *
   * @param count by which the navigation counts it
   * @param text in words, without a full stop
   * @param path of the page where it is settled
   */
  record Need(long count, String text, String path) {}
}
