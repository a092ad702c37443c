package io.orderflow.web.admin;

import io.orderflow.api.operations.ProcessorStatus;
import io.orderflow.engine.operations.ServiceStatuses;
import io.orderflow.web.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the event processors of this process with the owner and position of each segment. */
@RestController
@RequestMapping("/api/v1/admin/processors")
class ProcessorController {

  private final ServiceStatuses statuses;

  ProcessorController(ServiceStatuses statuses) {
    this.statuses = statuses;
  }

  @GetMapping
  Listed list() {
    var status = statuses.status();
    return new Listed(status.head(), status.processors());
  }

  @GetMapping("/{name}")
  ProcessorStatus show(@PathVariable String name) {
    return statuses
        .processor(name)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProcessorProblemCode.PROCESSOR_NOT_FOUND,
                    "GET /api/v1/admin/processors shows those of this process."));
  }

  /**
   * @param head the position of the newest event; null if the event store does not answer
   */
  record Listed(@Nullable Long head, List<ProcessorStatus> items) {}
}
