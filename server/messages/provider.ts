/** What is handed to whoever sends short messages. */
export interface OutgoingMessage {
  /** The same at every attempt: a provider that honours it sends the message once. */
  idempotencyKey: string;
  mobile: string;
  text: string;
}

/** Whoever sends short messages: a company's gateway, or a folder somebody collects from. */
export interface MessageProvider {
  /**
   * Hands one message over. Rejects with a `Failure`: `retryable` when another attempt may go through (nobody answered, too busy),
   * otherwise when this message never will.
   */
  send(message: OutgoingMessage): Promise<{ reference: string }>;
}
