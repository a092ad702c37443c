package io.orderflow.engine.logging;

/** How lines of the log are written. */
public enum LogFormat {
  /** Text for people. */
  HUMAN,
  /** One JSON object a line, in the fields of the Elastic Common Schema (ECS). */
  JSON
}
