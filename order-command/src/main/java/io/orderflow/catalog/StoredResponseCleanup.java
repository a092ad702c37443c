package io.orderflow.catalog;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes stored answers that are too old to be repeated. */
@Component
class StoredResponseCleanup {

  private static final int AT_ONCE = 1_000;
  private static final int MOST_BATCHES = 100;

  private final StoredResponses answers;
  private final CatalogProperties properties;
  private final Clock clock;

  StoredResponseCleanup(StoredResponses answers, CatalogProperties properties, Clock clock) {
    this.answers = answers;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void sweep() {
    var before = clock.instant().minus(properties.keepAnswers());
    for (int batch = 0; batch < MOST_BATCHES; batch++) {
      if (answers.forget(before, AT_ONCE) < AT_ONCE) {
        return;
      }
    }
  }
}
