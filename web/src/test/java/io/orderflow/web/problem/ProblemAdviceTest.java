package io.orderflow.web.problem;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.logging.RateLimitedLogger;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.axonframework.commandhandling.CommandExecutionException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** What the log tells of a request that failed. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProblemAdviceTest {

  private final ProblemAdvice advice =
      new ProblemAdvice(
          new BodyErrorCollector(JsonMapper.shared()), new RateLimitedLogger(Clock.systemUTC()));

  private final MockHttpServletRequest request =
      new MockHttpServletRequest("DELETE", "/customers/alice/personal-data");

  @Test
  void a_disconnected_client_is_neither_answered_nor_logged(CapturedOutput output) {
    var broken = new ClientAbortException();
    for (var failure : List.of(broken, new HttpMessageNotWritableException("json", broken))) {
      assertThat(advice.answer(failure, request, new MockHttpServletResponse())).isNull();
    }
    assertThat(output).doesNotContain("DELETE", "ClientAbortException", "Broken pipe");
  }

  @Test
  void a_log_line_names_the_endpoint_not_the_path_with_personal_data(CapturedOutput output) {
    request.setAttribute(
        HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/customers/{id}/personal-data");
    var answer = advice.answer(failure(), request, new MockHttpServletResponse());
    assertThat(requireNonNull(answer).getStatusCode().value()).isEqualTo(500);
    assertThat(output)
        .contains("DELETE /customers/{id}/personal-data failed, traceId ")
        .doesNotContain("alice");
  }

  @Test
  void an_unknown_path_is_not_logged_either(CapturedOutput output) {
    advice.answer(failure(), request, new MockHttpServletResponse());
    assertThat(output).contains("DELETE an unknown path failed").doesNotContain("alice");
  }

  @Test
  void a_full_disk_is_answered_with_a_known_outcome() {
    var full = new SQLException("could not extend file: No space left on device", "53100");
    var failure = new CommandExecutionException("its outcome is unknown", full);
    var answer = advice.answer(failure, request, new MockHttpServletResponse());
    assertThat(requireNonNull(answer).getStatusCode().value()).isEqualTo(503);
    assertThat(members(answer))
        .containsEntry("code", "UNAVAILABLE")
        .hasEntrySatisfying("detail", detail -> assertThat(detail).asString().contains("Nothing"));
  }

  @Test
  void a_read_over_a_lost_connection_is_503() {
    var closed = new SQLException("Connection is closed");
    for (var failure :
        List.of(
            new JpaSystemException(new RuntimeException(closed)),
            new TransactionSystemException("planted", closed))) {
      var answer = advice.answer(failure, request, new MockHttpServletResponse());
      assertThat(requireNonNull(answer).getStatusCode().value()).isEqualTo(503);
    }
  }

  @Test
  void the_trace_id_of_every_server_error_is_logged(CapturedOutput output) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 250; i++) {
      var failure = new DataAccessResourceFailureException("planted");
      var answer = advice.answer(failure, request, new MockHttpServletResponse());
      ids.add(String.valueOf(members(requireNonNull(answer)).get("traceId")));
    }
    await().untilAsserted(() -> assertThat(output).contains(ids));
    assertThat(output.getAll().lines().count()).isLessThan(15);
  }

  @Test
  void a_request_for_pages_is_answered_with_one() {
    ProblemPage page = (problem, traceId) -> problem.code().title() + " " + traceId;
    request.setAttribute(ProblemPage.ATTRIBUTE, page);
    var answer = requireNonNull(advice.answer(failure(), request, new MockHttpServletResponse()));
    assertThat(answer.getStatusCode().value()).isEqualTo(500);
    assertThat(answer.getHeaders().getFirst("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(answer.getBody())
        .isEqualTo("Something went wrong on our side " + TraceId.of(request));
  }

  @SuppressWarnings("unchecked") // what a program is answered with is a JSON object
  private static Map<String, Object> members(ResponseEntity<Object> answer) {
    return (Map<String, Object>) requireNonNull(answer.getBody());
  }

  private static Throwable failure() {
    return new IllegalStateException("a bug");
  }
}
