package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Step;
import io.orderflow.engine.outage.OutageMonitor;
import io.orderflow.process.RecordedLog;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartnerOutagesTest {

  @RegisterExtension final RecordedLog log = new RecordedLog("io.orderflow.engine");

  @Test
  void a_partner_that_was_not_asked_is_not_said_to_be_away() {
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean(OutageMonitor.class);
      context.registerBean(PartnerOutages.class);
      context.refresh();
      context.publishEvent(
          new ApplicationReadyEvent(
              new SpringApplication(), new String[0], context, Duration.ofSeconds(1)));
      var partners = context.getBean(PartnerOutages.class);
      for (int i = 0; i < 10; i++) {
        partners.observe(Step.SHIPPING, () -> PartnerAnswer.Unknown.notAsked("no address"));
        partners.observe(Step.PAYMENT, () -> new PartnerAnswer.Unknown("payment answered 503"));
      }
      await().until(() -> log.count("payment partner is away") == 1);
      partners.observe(Step.PAYMENT, PartnerAnswer.Later::new);
      await().until(() -> log.count("payment partner is back") == 1);
      assertThat(log.count("shipping partner is away")).isZero();
    }
  }
}
