package io.orderflow.standalone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every named example of the document, from top to bottom, sent to the running whole. */
@TestPropertySource(properties = "spring.application.name=examples") // a context of its own
class ExamplesTest extends StandaloneTest {

  @Autowired Clock clock;

  @TestFactory
  Stream<DynamicTest> every_example_is_answered_as_documented() {
    return CONTRACT.operations().stream()
        .flatMap(
            operation ->
                operation.examples().entrySet().stream()
                    .map(
                        example ->
                            DynamicTest.dynamicTest(
                                operation.name() + ", " + example.getKey(),
                                () -> run(operation, example.getKey(), example.getValue()))));
  }

  private void run(Operation operation, String example, int status) throws IOException {
    var call = new Examples(clock).call(operation, example);
    waitUntilItMakesSense(example, call.target);
    try (var wire = new Wire(port)) {
      var answer = wire.exchange(call.bytes(), call.isHead());
      assertThat(answer.status()).as("%s\n%s", call, answer).isEqualTo(status);
      assertThat(new Conformity(CONTRACT).violations(operation.responses(), answer, call.isHead()))
          .as("%s\n%s", call, answer)
          .isEmpty();
    }
  }

  /** A person who tries the examples takes as long. */
  private void waitUntilItMakesSense(String example, String target) {
    switch (example) {
      case "wrong-outcome" -> {
        String order = target.replace("/admin", "").replace("/resolve", "");
        await().until(() -> !get(order).path("attention").isEmpty());
      }
      case "ended" -> await().until(() -> !get(target).path("state").asString().equals("RUNNING"));
      default -> {}
    }
  }

  private JsonNode get(String target) throws IOException {
    try (var wire = new Wire(port)) {
      return new JsonMapper()
          .readTree(wire.exchange(new Call("GET", target).bytes(), false).body());
    }
  }
}
