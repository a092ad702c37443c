package io.orderflow.console.webhooks;

import io.orderflow.api.webhook.WebhookCommand.CreateWebhook;
import io.orderflow.api.webhook.WebhookCommand.RedeliverAll;
import io.orderflow.console.page.FormFields;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestValidator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reads what was entered. Its rules are those of the process, which checks it. */
final class WebhookForm {

  /** Before the type of an event: a field for each, since a field may be sent only once. */
  static final String EVENT = "event:";

  private final FormFields fields;
  private final RequestValidator check = new RequestValidator();

  WebhookForm(FormFields fields) {
    this.fields = fields;
  }

  /**
   * @param types that may be chosen
   * @throws ProblemException that names every field that cannot be read
   */
  CreateWebhook create(List<String> types) {
    var chosen = types.stream().filter(type -> fields.entered(EVENT + type) != null).toList();
    var labels = check.optional("/labels", fields.entered("labels"), WebhookForm::labels);
    var known = check.optional("/sameUrl", fields.entered("sameUrl"), WebhookForm::count);
    check.refuseIfInvalid();
    var url = fields.entered("url");
    return new CreateWebhook(
        url == null ? "" : url.strip(),
        fields.entered("description"),
        chosen.isEmpty() ? null : chosen,
        labels == null ? Map.of() : labels,
        known == null ? 0 : known);
  }

  /**
   * The version that a secret is rotated of.
   *
   * @throws ProblemException if it is missing
   */
  long version() {
    var version = check.required("/version", fields.entered("version"), WebhookForm::number);
    check.refuseIfInvalid();
    return Objects.requireNonNull(version);
  }

  /**
   * @throws ProblemException that names every field that is wrong
   */
  RedeliverAll redelivery(long webhook) {
    var from = check.optional("/from", fields.entered("from"), WebhookForm::instant);
    var until = check.optional("/until", fields.entered("until"), WebhookForm::instant);
    boolean failed = fields.entered("failed") != null;
    if (fields.entered("from") == null && fields.entered("until") == null && !failed) {
      check.wrong("/from", "is required, or until, unless only those are sent that were given up");
    }
    check.refuseIfInvalid();
    return new RedeliverAll(webhook, from, until, failed);
  }

  private static Map<String, String> labels(String text) {
    var labels = new TreeMap<String, String>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (equals < 0) {
                throw new IllegalArgumentException("must be lines such as channel=web");
              }
              var key = line.substring(0, equals).strip();
              if (labels.put(key, line.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException("must have each label once");
              }
            });
    return labels;
  }

  private static int count(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("must be as the page shows it");
    }
    return Integer.parseInt(text);
  }

  static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("must be as the page shows it");
    }
    return Long.parseLong(text);
  }

  /** As {@code datetime-local} writes a time, which is UTC here. */
  private static Instant instant(String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException invalid) {
      throw new IllegalArgumentException("must be a time such as 2026-03-01T10:15:30", invalid);
    }
  }
}
