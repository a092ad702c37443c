package io.orderflow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HttpLimitPropertiesTest {

  @Test
  void a_wrong_limit_is_named_with_what_to_set_instead() {
    new ApplicationContextRunner()
        .withUserConfiguration(Limits.class)
        .withPropertyValues("orderflow.http.max-body=1B")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("orderflow.http.max-body")
                    .hasMessageContaining("Set it to 1KB to 100MB."));
  }

  @EnableConfigurationProperties(HttpLimitProperties.class)
  static class Limits {}
}
