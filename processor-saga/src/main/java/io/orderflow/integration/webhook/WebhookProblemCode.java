package io.orderflow.integration.webhook;

import io.orderflow.web.problem.ProblemCode;

/** Why nothing is done with a webhook. */
enum WebhookProblemCode implements ProblemCode {
  WEBHOOK_NOT_FOUND(404, "There is no such webhook"),
  DELIVERY_NOT_FOUND(404, "There is no such delivery of this webhook"),
  TOO_MANY_WEBHOOKS(409, "The maximum number of webhooks exists"),
  WEBHOOK_DISABLED(409, "The webhook is disabled"),
  TOO_MANY_DELIVERIES(422, "More deliveries match than one request may repeat");

  private final int status;
  private final String title;

  WebhookProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
