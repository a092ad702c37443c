package io.orderflow.inbox;

/** Why a genuine callback fits no order. The names are stored, and shown to operators. */
enum UnmatchedReason {
  /** The order was looked for, more than once, and does not exist. */
  ORDER_NOT_FOUND,
  /** It names one order, and a request key that belongs to another. */
  KEY_OF_ANOTHER_ORDER,
  /** It names a request key that its order never used for this step. */
  KEY_NEVER_USED,
  /** The order refused it, or nothing could be told to any order. */
  OTHER
}
