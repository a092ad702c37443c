package io.orderflow.views.attention;

import io.orderflow.views.list.FilteredOrders;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators what waits for them, by step and reason. */
@RestController
class AttentionGroupController {

  private final AttentionGroupReader groups;

  AttentionGroupController(AttentionGroupReader groups) {
    this.groups = groups;
  }

  @GetMapping("/api/v1/admin/attention-groups")
  ResponseEntity<Shown> groups(@RequestParam MultiValueMap<String, String> parameters) {
    var found = groups.groups(FilteredOrders.read(parameters));
    int shown = Math.min(found.size(), AttentionGroupReader.MOST_GROUPS);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache().cachePrivate())
        .body(new Shown(found.subList(0, shown), found.size() > shown));
  }

  /**
   * @param groups the largest first
   * @param more whether there are smaller ones besides
   */
  record Shown(List<AttentionGroup> groups, boolean more) {

    Shown {
      groups = List.copyOf(groups);
    }
  }
}
