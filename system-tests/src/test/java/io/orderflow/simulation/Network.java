package io.orderflow.simulation;

import io.orderflow.api.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Between orderflow and its partners: what is asked may get there late, twice or never. */
final class Network {

  private final FaultProfile faults;
  private final Story story;
  private final List<Held> held = new ArrayList<>();

  public Network(FaultProfile faults, Story story) {
    this.faults = faults;
    this.story = story;
  }

  /**
   * Carries one request to a partner.
   *
   * @throws IOException if no answer comes back
   */
  <T> T exchange(Step to, String what, Supplier<T> effect) throws IOException {
    var manner = faults.towards(to);
    story.tell(() -> "  " + what + ": " + manner);
    return switch (manner) {
      case ANSWERS -> effect.get();
      case DOUBLED -> {
        var _ = effect.get();
        yield effect.get();
      }
      case UNREACHABLE -> throw new IOException("unreachable");
      case ERROR_BEFORE -> throw new ServerError();
      case ERROR_AFTER -> {
        var _ = effect.get();
        throw new ServerError();
      }
      case ANSWER_LOST -> {
        var _ = effect.get();
        throw new IOException("the answer was lost");
      }
      case LATE -> {
        held.add(
            new Held(
                what,
                () -> {
                  var _ = effect.get();
                }));
        throw new IOException("the caller has given up");
      }
    };
  }

  /** Lets one of the held requests get there after all. */
  boolean release(RandomChoices random) {
    if (held.isEmpty()) {
      return false;
    }
    var late = held.remove(random.below(held.size()));
    story.tell(() -> "late on the wire: " + late.what);
    late.effect.run();
    return true;
  }

  boolean isQuiet() {
    return held.isEmpty();
  }

  /** The partner says itself that something went wrong, which says nothing about the effect. */
  static final class ServerError extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** What a partner answers: a status, and a body in its own words. */
  record Reply(int status, String body) {

    static Reply no(String code) {
      return new Reply(422, "{\"code\":\"%s\",\"detail\":\"no\"}".formatted(code));
    }

    static Reply later() {
      return new Reply(202, "{}");
    }

    static Reply done(String status, String key, String orderId, String more) {
      return new Reply(
          200,
          "{\"status\":\"%s\",\"key\":\"%s\",\"orderId\":\"%s\"%s}"
              .formatted(status, key, orderId, more));
    }
  }

  private record Held(String what, Runnable effect) {}
}
