package io.orderflow.console.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that may be done with an order now, with what it leads to.
 *
 * @param key names it on the page, and differs for another attention
 * @param path where its form is sent
 * @param attentionVersion null where it answers no attention
 * @param choices of which one must be made; mostly none
 */
record ActionForm(
    String key,
    String path,
    String title,
    String because,
    List<String> consequences,
    boolean noteRequired,
    boolean dangerous,
    @Nullable String step,
    @Nullable String chargeId,
    @Nullable Integer attentionVersion,
    List<Choice> choices) {

  /**
   * One way of several to do it.
   *
   * @param value of the form's field
   */
  record Choice(String value, String text) {}
}
