package io.orderflow.simulation;

import io.orderflow.api.Step;
import org.jspecify.annotations.Nullable;

/** How badly the world behaves in one life; after it is healed, not at all. */
final class FaultProfile {

  private final RandomChoices random;
  private final int trouble;
  private final int no;
  private final int later;
  private final int odd;
  private final int crash;
  private final boolean outages;
  private final @Nullable Step silent;
  private final boolean customerCancels;
  private boolean healed;

  FaultProfile(RandomChoices random) {
    this.random = random;
    trouble = random.oneOf(0, 5, 20, 50);
    no = random.oneOf(0, 0, 4, 20);
    later = random.oneOf(0, 20, 60);
    odd = random.oneOf(0, 0, 10);
    crash = random.oneOf(0, 0, 1, 5);
    customerCancels = random.in(40);
    silent = random.in(25) ? random.oneOf(Step.values()) : null;
    outages = random.in(30);
  }

  void heal() {
    healed = true;
  }

  boolean isHealed() {
    return healed;
  }

  Manner towards(Step step) {
    if (!healed && step == silent) {
      return random.oneOf(Manner.UNREACHABLE, Manner.UNREACHABLE, Manner.ANSWER_LOST, Manner.LATE);
    }
    return !healed && random.in(trouble) ? random.oneOf(Manner.values()) : Manner.ANSWERS;
  }

  boolean saysNo() {
    return !healed && random.in(no);
  }

  boolean answersLater() {
    return !healed && random.in(later);
  }

  boolean isOdd() {
    return !healed && random.in(odd);
  }

  /** The command side goes away now and then. */
  boolean hasOutages() {
    return !healed && outages;
  }

  boolean customerCancels() {
    return customerCancels;
  }

  /** To be called before and after every write. */
  void mayCrash() {
    if (!healed && random.in(crash)) {
      throw new Crash();
    }
  }

  /** How one exchange with a partner goes. */
  enum Manner {
    ANSWERS,
    /** It never gets there. */
    UNREACHABLE,
    /** It gets there, and back comes an error that says so. */
    ERROR_BEFORE,
    /** It is done, and back comes an error. */
    ERROR_AFTER,
    /** It is done, and nothing comes back. */
    ANSWER_LOST,
    /** It gets there after its caller has given up. */
    LATE,
    /** It gets there twice. */
    DOUBLED
  }
}
