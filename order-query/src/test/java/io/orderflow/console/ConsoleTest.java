package io.orderflow.console;

import io.orderflow.engine.TestDatabase;
import io.orderflow.views.list.OrderRecording;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The console of the read side alone, started once for the tests of all pages. */
@SpringBootTest(
    classes = ConsoleApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class ConsoleTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final String SHARED = TestDatabase.createUrl();

  @LocalServerPort int port;
  @Autowired OrderRecording recording;
  Browser browser = new Browser(0);

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> SHARED);
  }

  @BeforeEach
  void openBrowser() {
    browser = new Browser(port);
  }
}
