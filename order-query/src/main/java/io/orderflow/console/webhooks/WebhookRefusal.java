package io.orderflow.console.webhooks;

import io.orderflow.api.webhook.WebhookOutcome.Refused;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * Why a form was not carried out, in the words of pages.
 *
 * @param status of the page that is shown again
 */
record WebhookRefusal(HttpStatusCode status, FormErrors errors) {

  /**
   * @throws ProblemException if what the form was about is not there any more
   */
  static WebhookRefusal of(Refused refused, String form, FormFields fields) {
    if (refused.status() == HttpStatus.NOT_FOUND.value()) {
      throw notThere();
    }
    return new WebhookRefusal(
        HttpStatusCode.valueOf(refused.status()), new FormErrors(sentences(refused), form, fields));
  }

  /**
   * @throws ProblemException if what the form was about is not there any more
   */
  static WebhookRefusal of(ProblemException refused, String form, FormFields fields) {
    if (refused.code().status() == HttpStatus.NOT_FOUND.value()) {
      throw refused;
    }
    return new WebhookRefusal(
        HttpStatusCode.valueOf(refused.code().status()), FormErrors.of(refused, form, fields));
  }

  /** The same with more sentences. */
  WebhookRefusal with(List<String> more) {
    return new WebhookRefusal(
        status,
        new FormErrors(
            Stream.concat(errors.reasons().stream(), more.stream()).toList(),
            errors.form(),
            errors.entered()));
  }

  static ProblemException notThere() {
    return ProblemException.of(
        GeneralProblemCode.NOT_FOUND,
        "There is no such webhook or delivery, or not any more. Deliveries are not kept for ever.");
  }

  /** The API's words, except where they name requests that a page does not send. */
  private static List<String> sentences(Refused refused) {
    if (refused.code().equals("WEBHOOK_DISABLED")) {
      return List.of("The webhook is disabled. Enable it first, then send again.");
    }
    return refused.errors().isEmpty()
        ? List.of(refused.detail())
        : refused.errors().stream()
            .map(each -> each.pointer().substring(1) + " " + each.detail())
            .toList();
  }
}
