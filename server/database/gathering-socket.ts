import { Socket } from "node:net";

/**
 * A connection to the database that sends statements asked for together in one piece. `pg` writes each pipelined statement by itself,
 * and a write to a socket is the dearest thing an append does. What is written waits until all that can go on at this moment has done so.
 */
export class GatheringSocket extends Socket {
  #isGathering = false;

  override cork(): void {
    if (!this.#isGathering) {
      this.#isGathering = true;
      super.cork();
      // A tick asked for among promises comes when the last of them has gone on.
      process.nextTick(() => {
        this.#isGathering = false;
        super.uncork();
      });
    }
    super.cork();
  }
}
