package io.orderflow.api.webhook;

import java.util.List;

/** What became of an operator's command about a webhook. */
public sealed interface WebhookOutcome {

  /**
   * A secret was made, which is shown this one time.
   *
   * @param webhook whose secret it is
   */
  record SecretIssued(long webhook, String secret) implements WebhookOutcome {

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
      return "SecretIssued[" + webhook + "]";
    }
  }

  /** It is done, or was done before. */
  record Done() implements WebhookOutcome {}

  /**
   * Events are sent again.
   *
   * @param count how many
   */
  record Redelivered(int count) implements WebhookOutcome {}

  /**
   * It was not created: there are other endpoints with this URL than the operator knew of.
   *
   * @param count how many endpoints have it
   */
  record UrlInUse(int count) implements WebhookOutcome {}

  /**
   * It may not be done; nothing was changed.
   *
   * @param code the problem, as the API names it
   * @param status that the API answers with it
   * @param detail what to do about it, in the words of the API
   * @param errors the wrong fields; empty unless they are the problem
   */
  record Refused(String code, int status, String detail, List<WrongField> errors)
      implements WebhookOutcome {

    public Refused {
      errors = List.copyOf(errors);
    }
  }

  /**
   * A field that is not valid.
   *
   * @param pointer to it, such as {@code /url}
   */
  record WrongField(String pointer, String detail) {}
}
