package io.orderflow.integration.resend;

import io.orderflow.web.problem.ProblemCode;

/** Why nothing is sent again. */
enum ResendProblemCode implements ProblemCode {
  PUBLISHER_NOT_FOUND(404, "There is no such publisher"),
  RESEND_NOT_FOUND(404, "There is no such resend of the publisher"),
  NOT_RESENDABLE(409, "What the publisher has sent cannot be sent again"),
  PUBLISHER_PAUSED(409, "The publisher is paused"),
  PUBLISHER_HAS_DEAD_LETTERS(409, "The publisher has dead letters"),
  NOTHING_TO_RESEND(409, "The publisher has published nothing since then"),
  COUNT_DIFFERS(409, "The confirmed count is not that of the preview"),
  PREVIEW_EXPIRED(409, "The preview is too old to be confirmed");

  private final int status;
  private final String title;

  ResendProblemCode(int status, String title) {
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
