package io.orderflow.console.attention;

import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.views.attention.AttentionGroup;
import java.time.Instant;
import org.springframework.util.LinkedMultiValueMap;

/**
 * Orders that one answer fits, as they are shown.
 *
 * @param age of the oldest attention
 * @param path of the page of these orders
 */
record ShownGroup(
    String step, String reason, String orders, DisplayTime oldest, String age, String path) {

  static ShownGroup of(AttentionGroup group, Instant now) {
    return new ShownGroup(
        Badge.words(group.step()),
        group.reason(),
        DisplayNumbers.number(group.orders()),
        DisplayTime.of(group.oldestSince()),
        DisplayNumbers.age(group.oldestSince(), now),
        new SelectionAddress(new LinkedMultiValueMap<>(group.filter())).path());
  }
}
