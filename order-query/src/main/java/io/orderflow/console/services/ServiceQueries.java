package io.orderflow.console.services;

import io.orderflow.api.OrderId;
import io.orderflow.api.operations.DeadLetterAnswer;
import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.api.operations.OperationsQuery;
import io.orderflow.api.operations.OperationsQuery.FindDeadLetter;
import io.orderflow.api.operations.OperationsQuery.FindDeadLetters;
import io.orderflow.api.operations.OperationsQuery.FindOrderDeadLetters;
import io.orderflow.api.operations.OperationsQuery.FindServiceStatus;
import io.orderflow.api.operations.OperationsQuery.FindSettledLetters;
import io.orderflow.api.operations.OrderDeadLetters;
import io.orderflow.api.operations.ServiceStatus;
import io.orderflow.api.operations.SettledLetterList;
import io.orderflow.api.process.PartnerReport;
import io.orderflow.api.process.ProcessQuery.FindPartners;
import io.orderflow.api.process.ProcessQuery.FindUnmatchedCallbacks;
import io.orderflow.api.process.UnmatchedCallbackList;
import io.orderflow.api.webhook.FailingWebhooks;
import io.orderflow.api.webhook.WebhookDetails;
import io.orderflow.api.webhook.WebhookList;
import io.orderflow.api.webhook.WebhookQuery.CountFailingWebhooks;
import io.orderflow.api.webhook.WebhookQuery.FindWebhook;
import io.orderflow.api.webhook.WebhookQuery.FindWebhooks;
import io.orderflow.api.webhook.WebhookQuery.TestWebhook;
import io.orderflow.api.webhook.WebhookTestResult;
import io.orderflow.engine.operations.DeadLetterOperations;
import io.orderflow.engine.operations.ServiceStatuses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Asks all services over the query bus. What this process knows itself is added without it, so that
 * a page shows as much as there is while the bus is away. A service that does not answer in time is
 * named, and fails nothing.
 */
@Component
public class ServiceQueries {

  private static final Logger log = LoggerFactory.getLogger(ServiceQueries.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Where it is asked for a page that shows much else. */
  private static final Duration BRIEF = Duration.ofSeconds(1);

  /** An endpoint has ten seconds to answer, unless the configuration says otherwise. */
  private static final Duration TEST_PATIENCE = Duration.ofSeconds(30);

  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MOST_SETTLED = 20;

  /** The services by the schema of their module. */
  private static final Map<String, String> SERVICES =
      Map.of("ordering", "order-command", "fulfillment", "processor-saga", "views", "order-query");

  private final QueryGateway queries;
  private final ServiceStatuses here;
  private final DeadLetterOperations lettersHere;
  private final Clock clock;
  private @Nullable Known newest;

  ServiceQueries(
      QueryGateway queries, ServiceStatuses here, DeadLetterOperations lettersHere, Clock clock) {
    this.queries = queries;
    this.here = here;
    this.lettersHere = lettersHere;
    this.clock = clock;
  }

  /** All that ask within two seconds share an answer, unless something was changed since. */
  public synchronized AnsweringServices services() {
    var known = newest;
    var now = clock.instant();
    if (known == null || known.at().plus(FRESH).isBefore(now)) {
      known = new Known(now, read());
      newest = known;
    }
    return known.services();
  }

  /** What was known is out of date. */
  synchronized void forget() {
    newest = null;
  }

  private AnsweringServices read() {
    var answers = new ArrayList<ServiceStatus>();
    var seen = new HashSet<String>();
    Stream.concat(
            Stream.of(here.status()), askAll(new FindServiceStatus(), ServiceStatus.class).stream())
        .filter(answer -> answer.modules().stream().noneMatch(seen::contains))
        .forEach(
            answer -> {
              seen.addAll(answer.modules());
              answers.add(answer);
            });
    return new AnsweringServices(answers, away(seen));
  }

  /**
   * @param seen the modules that answered
   */
  private static List<String> away(Set<String> seen) {
    return SERVICES.entrySet().stream()
        .filter(service -> !seen.contains(service.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  /** The dead letters of all services, each processor's once. */
  public DeadLetterList deadLetters(@Nullable String processor, @Nullable String cause) {
    var counts = new TreeMap<String, Long>();
    var causes = new ArrayList<DeadLetterList.Cause>();
    var items = new ArrayList<DeadLetterList.Item>();
    Stream.concat(
            Stream.of(lettersHere.list(processor, cause)),
            askAll(new FindDeadLetters(processor, cause), DeadLetterList.class).stream())
        .filter(list -> list.counts().keySet().stream().noneMatch(counts::containsKey))
        .forEach(
            list -> {
              counts.putAll(list.counts());
              causes.addAll(list.causes());
              items.addAll(list.items());
            });
    return new DeadLetterList(counts, causes, items);
  }

  /** The newest that operators have settled, in all services. */
  public List<SettledLetterList.Item> settledLetters(@Nullable String processor) {
    var seen = new HashSet<String>();
    return Stream.concat(
            Stream.of(new SettledLetterList(here.modules(), lettersHere.settled(processor))),
            askAll(new FindSettledLetters(processor), SettledLetterList.class).stream())
        .filter(list -> list.modules().stream().allMatch(seen::add))
        .flatMap(list -> list.items().stream())
        .sorted(Comparator.comparing(SettledLetterList.Item::at).reversed())
        .limit(MOST_SETTLED)
        .toList();
  }

  /** The dead letters of one order, in all services: asked beside what else its page needs. */
  public CompletableFuture<OrderLetters> deadLettersOf(OrderId orderId) {
    return CompletableFuture.supplyAsync(
            () -> read(new FindOrderDeadLetters(orderId.toString())),
            task -> Thread.ofVirtual().start(task))
        .completeOnTimeout(
            new OrderLetters(List.of(), away(Set.of())), // the database of this process hangs
            PATIENCE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private OrderLetters read(FindOrderDeadLetters query) {
    var seen = new HashSet<String>();
    var items = new ArrayList<DeadLetterList.Item>();
    Stream.concat(
            lettersHere(query).stream(), askAll(query, OrderDeadLetters.class, BRIEF).stream())
        .filter(answer -> answer.modules().stream().noneMatch(seen::contains))
        .forEach(
            answer -> {
              seen.addAll(answer.modules());
              items.addAll(answer.items());
            });
    return new OrderLetters(items, away(seen));
  }

  /** Empty while the database does not answer: the page of an order is read from its events. */
  private Optional<OrderDeadLetters> lettersHere(FindOrderDeadLetters query) {
    try {
      return Optional.of(
          new OrderDeadLetters(here.modules(), lettersHere.ofOrder(query.orderId())));
    } catch (DataAccessException failed) {
      log.warn("The dead letters of an order cannot be read: {}", failed.toString());
      return Optional.empty();
    }
  }

  /** Empty if no service that answers has it. */
  public Optional<DeadLetterAnswer.Whole> deadLetter(String processor, String orderId) {
    return lettersHere
        .find(processor, orderId)
        .or(
            () ->
                askAll(new FindDeadLetter(processor, orderId), DeadLetterAnswer.class).stream()
                    .map(DeadLetterAnswer::letter)
                    .filter(Objects::nonNull)
                    .findFirst());
  }

  /** Empty where the process does not answer. */
  public Optional<PartnerReport> partners() {
    return ask(new FindPartners(), PartnerReport.class);
  }

  /** Empty where the process does not answer. */
  public Optional<UnmatchedCallbackList> callbacks(@Nullable String after) {
    return ask(new FindUnmatchedCallbacks(after), UnmatchedCallbackList.class);
  }

  /** Empty where the process does not answer. */
  public Optional<WebhookList> webhooks(@Nullable Long after) {
    return ask(new FindWebhooks(after), WebhookList.class);
  }

  /** Empty where the process does not answer. */
  public Optional<WebhookDetails> webhook(FindWebhook query) {
    return ask(query, WebhookDetails.class);
  }

  /** Empty where the process does not answer. */
  public Optional<FailingWebhooks> failingWebhooks() {
    return ask(new CountFailingWebhooks(), FailingWebhooks.class);
  }

  /** Empty where the process does not answer, or not within the time that tests are waited for. */
  public Optional<WebhookTestResult> testWebhook(long webhook) {
    return ask(new TestWebhook(webhook), WebhookTestResult.class, TEST_PATIENCE);
  }

  private <A> Collection<A> askAll(OperationsQuery query, Class<A> type) {
    return askAll(query, type, PATIENCE);
  }

  private <A> Collection<A> askAll(OperationsQuery query, Class<A> type, Duration patience) {
    try (var answers =
        queries.scatterGather(
            query, ResponseTypes.instanceOf(type), patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return answers.toList();
    } catch (RuntimeException failed) {
      log.warn("{} is not answered: {}", query.getClass().getSimpleName(), failed.toString());
      return List.of();
    }
  }

  private <A> Optional<A> ask(Object query, Class<A> type) {
    return ask(query, type, PATIENCE);
  }

  private <A> Optional<A> ask(Object query, Class<A> type, Duration patience) {
    try {
      return Optional.of(
          queries
              .query(query, ResponseTypes.instanceOf(type))
              .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
              .join());
    } catch (CompletionException failed) {
      log.warn("{} is not answered: {}", query.getClass().getSimpleName(), failed.toString());
      return Optional.empty();
    }
  }

  private record Known(Instant at, AnsweringServices services) {}
}
