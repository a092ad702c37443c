package io.orderflow.architecture.broken.views;

import jakarta.persistence.EntityManager;

/** Reads by an object-relational mapper, which no module does. */
record ViewMappedByJpa(EntityManager entities) {}
