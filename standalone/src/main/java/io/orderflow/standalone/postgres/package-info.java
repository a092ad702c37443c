/** The PostgreSQL that comes with orderflow: started with it, stopped with it, its data kept. */
@NullMarked
package io.orderflow.standalone.postgres;

import org.jspecify.annotations.NullMarked;
