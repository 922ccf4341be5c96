/** A process that starts and says nothing. */
setInterval(() => undefined, 1_000_000);
