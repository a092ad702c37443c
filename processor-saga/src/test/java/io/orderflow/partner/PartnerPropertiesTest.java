package io.orderflow.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartnerPropertiesTest {

  private final ApplicationContextRunner complete =
      new ApplicationContextRunner()
          .withUserConfiguration(Settings.class)
          .withPropertyValues(
              "orderflow.partners.payment.url=http://127.0.0.1:8090/",
              "orderflow.partners.processing.url=http://127.0.0.1:8090",
              "orderflow.partners.shipping.url=https://carrier.example/v1",
              "orderflow.callbacks.base-url=http://127.0.0.1:8080/");

  @Test
  void callbacks_go_to_the_base_url_with_no_slash_doubled() {
    complete.run(
        context -> {
          var urls = context.getBean(CallbackUrlProperties.class);
          assertThat(urls.payments()).isEqualTo("http://127.0.0.1:8080/api/v1/callbacks/payments");
          assertThat(urls.shipments())
              .isEqualTo("http://127.0.0.1:8080/api/v1/callbacks/shipments");
        });
  }

  @Test
  void each_partner_has_a_time_limit_of_five_seconds_by_default() {
    complete
        .withPropertyValues("orderflow.partners.payment.request-timeout=700ms")
        .run(
            context -> {
              var partners = context.getBean(PartnerProperties.class);
              assertThat(partners.payment().requestTimeout()).hasMillis(700);
              assertThat(partners.shipping().requestTimeout()).hasSeconds(5);
              assertThat(partners.stock().requestTimeout()).hasSeconds(5);
            });
  }

  @Test
  void a_missing_address_is_named_by_property_and_environment_variable() {
    complete
        .withPropertyValues("orderflow.partners.payment.url=")
        .run(
            context -> {
              var contact = context.getBean(PartnerProperties.class).payment();
              assertThatThrownBy(() -> new HttpPartner("payment", contact))
                  .hasMessageContaining("orderflow.partners.payment.url")
                  .hasMessageContaining("ORDERFLOW_PARTNERS_PAYMENT_URL");
            });
    complete
        .withPropertyValues("orderflow.callbacks.base-url=")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("orderflow.callbacks.base-url")
                    .hasMessageContaining("ORDERFLOW_CALLBACKS_BASEURL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"payment", "processing", "shipping"})
  void only_a_partner_called_over_http_needs_an_address(String partner) {
    complete
        .withPropertyValues("orderflow.partners." + partner + ".url=")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orderflow.partners.payment.url=ftp://127.0.0.1",
        "orderflow.partners.payment.url=somewhere",
        "orderflow.partners.shipping.url=http://127.0.0.1?x=y",
        "orderflow.partners.shipping.url=http://user:password@127.0.0.1",
        "orderflow.partners.processing.request-timeout=0s",
        "orderflow.partners.stock.request-timeout=1h",
        "orderflow.callbacks.base-url=/relative"
      })
  void a_wrong_value_stops_the_start_and_names_its_property(String wrong) {
    complete
        .withPropertyValues(wrong)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining(wrong.substring(0, wrong.indexOf('='))));
  }

  @EnableConfigurationProperties({PartnerProperties.class, CallbackUrlProperties.class})
  static class Settings {}
}
