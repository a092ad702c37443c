package io.orderflow.simulation;

import io.orderflow.simulation.Network.Reply;

/** A processing partner that keeps the rules of docs/partners. It has no callbacks. */
final class ProcessingModel {

  private final World world;
  private Job job = Job.UNKNOWN;

  ProcessingModel(World world) {
    this.world = world;
  }

  Reply process(String key) {
    if (job == Job.UNKNOWN) {
      job =
          world.faults.saysNo()
              ? Job.REFUSED
              : world.faults.answersLater() ? Job.PENDING : Job.DONE;
    } else if (job == Job.PENDING && !world.faults.answersLater()) {
      job = Job.DONE;
    }
    return switch (job) {
      case UNKNOWN -> throw new IllegalStateException("just decided");
      case PENDING -> Reply.later();
      case REFUSED, CANCELLED -> Reply.no("NOT_PROCESSED");
      case DONE -> Reply.done("COMPLETED", key, world.id(), "");
    };
  }

  Reply cancel(String key) {
    job = Job.CANCELLED;
    return Reply.done("CANCELLED", key, world.id(), "");
  }

  /** Answers false if the partner will not. */
  boolean finishByHand() {
    if (job == Job.UNKNOWN || job == Job.PENDING) {
      job = Job.DONE;
    }
    return job == Job.DONE;
  }

  private enum Job {
    UNKNOWN,
    PENDING,
    REFUSED,
    CANCELLED,
    DONE
  }
}
