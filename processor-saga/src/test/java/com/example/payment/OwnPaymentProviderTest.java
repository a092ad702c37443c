package com.example.payment;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.Step;
import io.orderflow.engine.TestDatabase;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.fulfillment.PartnerSteps;
import io.orderflow.partner.payment.RefundPartner;
import io.orderflow.process.ProcessorSagaModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application that pays at a provider of its own, and the guide that says how. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OwnPaymentProviderTest {

  private static final String DATABASE = TestDatabase.createUrl();

  @Test
  void its_payment_step_and_its_refunds_replace_the_built_in_ones() {
    try (var application = start(Application.class, Map.of("examplepay.api-key", "sk_test"))) {
      assertThat(application.getBean(PartnerSteps.class).of(Step.PAYMENT))
          .isInstanceOf(ExamplePaymentStep.class);
      assertThat(application.getBean(RefundPartner.class)).isInstanceOf(ExamplePaymentStep.class);
      assertThat(application.getBeanFactory().containsSingleton("paymentStep")).isFalse();
      assertThat(application.getBean(PartnerSteps.class).of(Step.SHIPPING)).isNotNull();
    }
  }

  @Test
  void a_replaced_step_requires_none_of_the_settings_of_the_built_in_one() {
    var nowhere = Map.of("orderflow.partners.processing.url", "");
    start(OwnProcessing.class, nowhere).close();
    assertThatThrownBy(() -> start(Untouched.class, nowhere).close())
        .rootCause()
        .hasMessageContaining("orderflow.partners.processing.url");
  }

  @Test
  void charges_of_its_provider_are_never_refunded_at_the_built_in_one() {
    assertThatThrownBy(() -> start(WithoutRefunds.class, Map.of()).close())
        .rootCause()
        .isInstanceOfSatisfying(
            FailureAnalyzedException.class,
            failure -> assertThat(failure.analysis().getAction()).contains("RefundPartner"));
  }

  @Test
  void two_beans_of_its_own_for_one_step_stop_the_start_and_are_named() {
    assertThatThrownBy(() -> start(Ambiguous.class, Map.of()).close())
        .rootCause()
        .hasMessageContaining("PROCESSING")
        .hasMessageContaining(AnswersLater.class.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ExamplePaymentStep", "ExamplePaymentStepTest"})
  void the_guide_quotes_the_source_as_it_is(String type) throws Exception {
    var source = Files.readString(Path.of("src/test/java/com/example/payment", type + ".java"));
    var guide = Files.readString(Path.of("../docs/partners.md"));
    assertThat(guide).contains("```java\n" + withoutImports(source) + "```");
  }

  private static String withoutImports(String source) {
    return source.substring(
        source.indexOf(source.contains("@Component") ? "@Component" : "class "));
  }

  private static ConfigurableApplicationContext start(Class<?> type, Map<String, String> changes) {
    var properties =
        Map.of(
            "spring.datasource.url", DATABASE,
            "spring.datasource.username", "postgres",
            "spring.main.banner-mode", "off",
            "logging.level.root", "error",
            "orderflow.callbacks.secrets", "a-secret-of-this-test-that-is-long-enough",
            "orderflow.callbacks.base-url", "http://127.0.0.1:1",
            "orderflow.partners.payment.url", "http://127.0.0.1:1",
            "orderflow.partners.processing.url", "http://127.0.0.1:1",
            "orderflow.partners.shipping.url", "http://127.0.0.1:1");
    return new SpringApplicationBuilder(type)
        .web(WebApplicationType.NONE)
        .run(
            Stream.of(properties, changes)
                .flatMap(each -> each.entrySet().stream())
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (_, change) -> change))
                .entrySet()
                .stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(ProcessorSagaModule.class)
  static class Untouched {}

  @Configuration(proxyBeanMethods = false)
  @Import({Untouched.class, ExamplePaymentStep.class})
  static class Application {}

  @Configuration(proxyBeanMethods = false)
  @Import(Untouched.class)
  static class OwnProcessing {

    @Bean
    PartnerStep ownProcessing() {
      return new AnswersLater(Step.PROCESSING);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(OwnProcessing.class)
  static class Ambiguous {

    @Bean
    PartnerStep anotherProcessing() {
      return new AnswersLater(Step.PROCESSING);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(Untouched.class)
  static class WithoutRefunds {

    @Bean
    PartnerStep ownPayment() {
      return new AnswersLater(Step.PAYMENT);
    }
  }

  record AnswersLater(Step step) implements PartnerStep {

    @Override
    public PartnerAnswer request(OrderFacts order, int requestNo) {
      return new PartnerAnswer.Later();
    }

    @Override
    public PartnerAnswer undo(OrderFacts order, int requestNo) {
      return new PartnerAnswer.Later();
    }
  }
}
