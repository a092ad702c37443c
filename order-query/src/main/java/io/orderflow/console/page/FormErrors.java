package io.orderflow.console.page;

import io.orderflow.web.problem.ProblemException;
import java.util.List;

/**
 * Why a form was not carried out, and what was entered in it.
 *
 * @param form which of the page's forms it was; empty without one
 */
public record FormErrors(List<String> reasons, String form, FormFields entered) {

  public static final FormErrors NONE = new FormErrors(List.of(), "", FormFields.EMPTY);

  public FormErrors {
    reasons = List.copyOf(reasons);
  }

  public static FormErrors of(ProblemException refused, String form, FormFields entered) {
    return new FormErrors(sentences(refused), form, entered);
  }

  /** The words of the wrong fields, or else the problem's own. */
  public static List<String> sentences(ProblemException refused) {
    return refused.errors().isEmpty()
        ? List.of(refused.detail())
        : refused.errors().stream()
            .map(error -> error.pointer().substring(1) + " " + error.detail())
            .toList();
  }

  /** What a field of this form shows: what was entered, if it was this form. */
  public String value(String ofForm, String name) {
    var value = form.equals(ofForm) ? entered.entered(name) : null;
    return value == null ? "" : value;
  }
}
