package io.orderflow.api;

/** The scopes of a token, as the issuer writes them. */
public final class Scopes {

  /** To see orders: one's own, or those one may place for others. */
  public static final String READ = "orders:read";

  /** To place orders for oneself, and to change and cancel them. */
  public static final String WRITE = "orders:write";

  /** The same for every customer: for the service account of a shop. */
  public static final String WRITE_ANY = "orders:write:any";

  /** To see everything, to repair it, and to keep the catalog. */
  public static final String OPERATE = "orders:operate";

  private Scopes() {}
}
