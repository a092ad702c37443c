package io.orderflow.ordering;

import io.orderflow.api.Labels;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON merge patch (RFC 7396) of an order's labels: those with a text are set, those with null
 * are removed, all others stay. It is read from a tree, because in a record a member that is null
 * looks like one that is missing.
 */
record LabelsPatch(Labels set, List<String> removed) {

  private static final String LABELS = "labels";
  private static final String LABELS_EXPECTED =
      "must be an object with a text for each label to be set, and null for each to be removed";

  /** Every label that an order may have, replaced by another. */
  private static final int MAX = 2 * Labels.MAX;

  private static final int REPORTED = 10;

  LabelsPatch {
    removed = List.copyOf(removed);
  }

  /**
   * @throws ProblemException naming every member that is wrong, and at most ten of those that
   *     cannot be changed
   */
  static LabelsPatch read(JsonNode patch) {
    if (!patch.isObject()) {
      throw ProblemException.of(
          GeneralProblemCode.MALFORMED_REQUEST,
          "Send a JSON object, such as {\"labels\":{\"channel\":\"web\"}}.");
    }
    var check = new RequestValidator();
    patch.propertyNames().stream()
        .filter(name -> !name.equals(LABELS))
        .limit(REPORTED)
        .forEach(
            name ->
                check.wrong(
                    LabelsValidator.pointer("", name), "cannot be changed; only labels can"));
    var read = labels(check, patch.get(LABELS));
    check.refuseIfInvalid();
    return read;
  }

  private static LabelsPatch labels(RequestValidator check, @Nullable JsonNode labels) {
    var set = new TreeMap<String, String>();
    var removed = new ArrayList<String>();
    if (labels != null && isReadable(check, labels)) {
      labels
          .properties()
          .forEach(
              label -> {
                String key = label.getKey();
                String value = text(check, key, label.getValue());
                if (!LabelsValidator.isKey(check, key)) {
                  return;
                }
                if (label.getValue().isNull()) {
                  removed.add(key);
                } else if (value != null) {
                  set.put(key, value);
                }
              });
    }
    return new LabelsPatch(set(check, set), removed);
  }

  private static boolean isReadable(RequestValidator check, JsonNode labels) {
    if (!labels.isObject()) {
      check.wrong(LabelsValidator.AT, LABELS_EXPECTED);
      return false;
    }
    if (labels.size() > MAX) {
      check.wrong(LabelsValidator.AT, "must have at most " + MAX + " labels to set and to remove");
      return false;
    }
    return true;
  }

  /** Null for a label that is to be removed, and for one that is wrong. */
  private static @Nullable String text(RequestValidator check, String key, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      check.wrong(
          LabelsValidator.pointer(LabelsValidator.AT, key), "must be a text, or null to remove it");
      return null;
    }
    return LabelsValidator.value(check, key, value.asString());
  }

  private static Labels set(RequestValidator check, TreeMap<String, String> set) {
    if (set.size() > Labels.MAX) {
      check.wrong(LabelsValidator.AT, "must have at most " + Labels.MAX + " labels to set");
      return Labels.NONE;
    }
    return new Labels(set);
  }
}
