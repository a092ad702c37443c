package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Step;
import io.orderflow.engine.OutageMonitor;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartnerOutagesTest {

  @Test
  void a_partner_that_was_not_asked_is_not_said_to_be_away(CapturedOutput log) {
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean(OutageMonitor.class);
      context.registerBean(PartnerOutages.class);
      context.refresh();
      context.publishEvent(
          new ApplicationReadyEvent(
              new SpringApplication(), new String[0], context, Duration.ofSeconds(1)));
      var partners = context.getBean(PartnerOutages.class);
      for (int i = 0; i < 10; i++) {
        partners.observe(Step.SHIPPING, () -> Answer.Unknown.notAsked("no address"));
        partners.observe(Step.PAYMENT, () -> new Answer.Unknown("payment answered 503"));
      }
      await().atMost(Duration.ofMinutes(1)).until(() -> says(log, "payment partner is away"));
      partners.observe(Step.PAYMENT, Answer.Later::new);
      await().atMost(Duration.ofMinutes(1)).until(() -> says(log, "payment partner is back"));
      assertThat(log).doesNotContain("shipping partner is away");
    }
  }

  private static boolean says(CapturedOutput log, String words) {
    return log.getAll().contains(words);
  }
}
