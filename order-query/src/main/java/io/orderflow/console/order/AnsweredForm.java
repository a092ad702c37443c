package io.orderflow.console.order;

import io.orderflow.api.ChargeId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ResolveStep;
import io.orderflow.api.order.OrderCommand.RetryStep;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.console.page.FormFields;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the command that an operator's form asks for, by the rules of the API's requests. */
final class AnsweredForm {

  private static final int MAX_NOTE = 500;

  private final OrderId order;
  private final FormFields fields;
  private final RequestValidator check = new RequestValidator();

  AnsweredForm(OrderId order, FormFields fields) {
    this.order = order;
    this.fields = fields;
  }

  /**
   * @throws ProblemException that names every field that is wrong
   */
  OrderCommand cancel() {
    var reason = check.optional("/note", fields.entered("note"), PlainText.line(MAX_NOTE));
    check.refuseIfInvalid();
    return new CancelOrder(order, Actor.OPERATOR, reason);
  }

  /**
   * @throws ProblemException that names every field that is wrong
   */
  OrderCommand retry() {
    var attention = attention();
    check.refuseIfInvalid();
    return new RetryStep(
        order,
        known(attention.step()),
        attention.chargeId(),
        known(attention.version()),
        known(attention.note()));
  }

  /**
   * @throws ProblemException that names every field that is wrong
   */
  OrderCommand resolve() {
    var attention = attention();
    ShipmentResolution outcome =
        attention.step() == Step.SHIPPING
            ? check.required(
                "/outcome", fields.entered("outcome"), word -> word(ShipmentResolution.class, word))
            : null;
    check.refuseIfInvalid();
    return new ResolveStep(
        order,
        known(attention.step()),
        attention.chargeId(),
        known(attention.version()),
        outcome,
        known(attention.note()));
  }

  private Answer attention() {
    return new Answer(
        check.required("/step", fields.entered("step"), word -> word(Step.class, word)),
        check.optional(
            "/chargeId", fields.entered("chargeId"), id -> new ChargeId(PlainText.exact(id))),
        check.required(
            "/attentionVersion", fields.entered("attentionVersion"), AnsweredForm::version),
        check.required("/note", fields.entered("note"), PlainText.line(MAX_NOTE)));
  }

  private static <T> T known(@Nullable T checked) {
    if (checked == null) {
      throw new IllegalStateException("required fields are checked");
    }
    return checked;
  }

  private static <E extends Enum<E>> E word(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("is none that can be chosen"));
  }

  private static int version(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("must be as the order shows it");
    }
    return Integer.parseInt(text);
  }

  private record Answer(
      @Nullable Step step,
      @Nullable ChargeId chargeId,
      @Nullable Integer version,
      @Nullable String note) {}
}
