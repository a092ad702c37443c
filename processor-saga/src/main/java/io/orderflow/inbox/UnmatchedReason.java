package io.orderflow.inbox;

/** Why a genuine callback matches no order. The names are stored and shown to operators. */
public enum UnmatchedReason {
  /** The order does not exist, in several attempts. */
  ORDER_NOT_FOUND,
  /** Its request key belongs to another order. */
  KEY_OF_ANOTHER_ORDER,
  /** Its request key was never used for this step. */
  KEY_NEVER_USED,
  /** The order refused it, or it is meaningless for every order. */
  OTHER
}
