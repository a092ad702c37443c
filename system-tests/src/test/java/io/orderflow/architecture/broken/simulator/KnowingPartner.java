package io.orderflow.architecture.broken.simulator;

import io.orderflow.architecture.broken.api.PlainWord;

/** Is no stranger to orderflow, as a partner should be. */
record KnowingPartner(PlainWord reached) {}
