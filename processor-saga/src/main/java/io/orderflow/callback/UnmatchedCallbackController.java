package io.orderflow.callback;

import io.orderflow.inbox.UnmatchedCallbackCounts;
import io.orderflow.inbox.UnmatchedCallbackCounts.Count;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators the number of genuine callbacks that match no order. */
@RestController
class UnmatchedCallbackController {

  private final UnmatchedCallbackCounts unmatched;

  UnmatchedCallbackController(UnmatchedCallbackCounts unmatched) {
    this.unmatched = unmatched;
  }

  @GetMapping("/api/v1/admin/unmatched-callbacks")
  Counted count() {
    var counts = unmatched.counts();
    return new Counted(counts.stream().mapToLong(Count::count).sum(), counts);
  }

  record Counted(long total, List<Count> counts) {}
}
