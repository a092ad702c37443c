package io.orderflow.integration.webhook;

import static java.util.Objects.requireNonNull;

import io.orderflow.api.Labels;
import io.orderflow.integration.event.PublicEvents;
import io.orderflow.integration.webhook.WebhookEndpoint.Subscription;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as operators write it.
 *
 * @param eventTypes left out, all
 * @param labels left out, of all orders; otherwise of orders that have all of them
 */
record WebhookRequest(
    @Nullable String url,
    @Nullable String description,
    @Nullable List<@Nullable String> eventTypes,
    @Nullable Map<String, @Nullable String> labels) {

  private static final int LONGEST_DESCRIPTION = 200;

  /**
   * @throws ProblemException that names every invalid field
   */
  Subscription checked(AddressPolicy policy) {
    var check = new RequestValidator();
    var address = check.required("/url", url, text -> policy.require(text).toString());
    var line = check.optional("/description", description, PlainText.line(LONGEST_DESCRIPTION));
    var types = types(check);
    var wanted = labels(check);
    check.refuseIfInvalid();
    return new Subscription(requireNonNull(address), line, types, wanted);
  }

  private @Nullable List<String> types(RequestValidator check) {
    if (eventTypes == null) {
      return null;
    }
    var known = PublicEvents.types();
    var types = new ArrayList<String>();
    for (int i = 0; i < eventTypes.size() && i <= known.size(); i++) {
      var type = eventTypes.get(i);
      if (type == null || !known.contains(type)) {
        check.wrong("/eventTypes/" + i, "must be one of " + String.join(", ", known));
      } else if (!types.contains(type)) {
        types.add(type);
      }
    }
    if (eventTypes.isEmpty() || eventTypes.size() > known.size()) {
      check.wrong("/eventTypes", "must have 1 to " + known.size() + " types, or be left out");
    }
    return types;
  }

  private Labels labels(RequestValidator check) {
    if (labels == null) {
      return Labels.NONE;
    }
    if (labels.size() > Labels.MAX) {
      check.wrong("/labels", "must have at most " + Labels.MAX + " labels");
      return Labels.NONE;
    }
    var valid = new TreeMap<String, String>();
    labels.forEach(
        (key, raw) -> {
          String at = "/labels/" + key.replace("~", "~0").replace("/", "~1");
          var known = check.required(at, key, Labels::requireKey);
          var value = check.required(at, raw, PlainText.line(Labels.MAX_VALUE_LENGTH));
          if (known != null && value != null) {
            valid.put(known, value);
          }
        });
    return new Labels(valid);
  }
}
