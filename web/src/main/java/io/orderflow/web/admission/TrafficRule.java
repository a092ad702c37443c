package io.orderflow.web.admission;

/**
 * Puts requests into a traffic class by their path; each module declares a bean for its own paths.
 * Other requests are {@link TrafficClass#READS} or {@link TrafficClass#COMMANDS} by their method.
 *
 * @param pathPrefix what the path begins with
 */
public record TrafficRule(String pathPrefix, TrafficClass trafficClass) {}
