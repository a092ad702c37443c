package io.orderflow.partner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.partner.contract.FaultyConnection;
import io.orderflow.partner.contract.PartnerStepContract;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of orderflow's own protocol, on top of those for any partner. */
public abstract class OwnProtocolContract extends PartnerStepContract {

  private static final Duration PATIENT = Duration.ofSeconds(60);

  @Override
  protected URI partner() {
    return SimulatedPartners.url();
  }

  @Override
  protected OrderFacts acceptable() {
    return SimulatedPartners.order("pm_card_ok", "laptop");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 400, 404, 405, 409, 410, 413, 451})
  void only_200_202_and_422_are_answers(int status) {
    var body = status == 204 ? null : "{\"code\":\"NO\",\"detail\":\"\"}";
    connection().with(FaultyConnection.answering(status, body));
    var step = stepAt(connection().url(), PATIENT);
    assertUnknown(step.request(acceptable(), 1));
    assertUndoUnknown(step.undo(acceptable(), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "null", "[]", "{}", "{\"code\":\"no\",\"detail\":\"\"}"})
  void a_422_without_a_proper_body_is_unknown(String body) {
    connection().with(FaultyConnection.answering(422, body));
    var step = stepAt(connection().url(), PATIENT);
    assertUnknown(step.request(acceptable(), 1));
    assertUndoUnknown(step.undo(acceptable(), 1));
  }

  @Test
  void a_202_is_neither_yes_nor_no() {
    connection().with(FaultyConnection.answering(202, "{}"));
    assertThat(stepAt(connection().url(), PATIENT).request(acceptable(), 1))
        .isEqualTo(new PartnerAnswer.Later());
  }

  @Test
  void a_no_with_an_unknown_code_is_still_a_no() {
    connection()
        .with(
            FaultyConnection.answering(
                422, "{\"code\":\"NEVER_HEARD_OF\",\"detail\":\"\\u0000x\"}"));
    assertTold(stepAt(connection().url(), PATIENT).request(acceptable(), 1), no());
  }

  /** The adapters of this protocol report every failure as a sentence; none throws. */
  @Test
  void a_broken_connection_is_no_exception() {
    connection().close();
    assertUnknown(stepAt(connection().url(), PATIENT).request(acceptable(), 1));
  }
}
