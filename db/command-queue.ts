import { asc, eq } from "drizzle-orm";
import type { CaseCommand } from "../domain/case/case-command.ts";
import type { StampedEvent } from "../domain/case/case-event.ts";
import type { CaseId, CommandId, WorkstationCode } from "../domain/ids.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { queuedCommandTable } from "./schema.ts";
import type { QueuedCommand } from "./store-types.ts";

/** Commands given here whose outcome is not on this workstation's record yet, in the order given. */
export interface CommandQueue {
  /** `recordVersion`: how much of the record its giver knew. */
  add(command: CaseCommand, workstationCode: WorkstationCode, guess: readonly StampedEvent[], recordVersion: number): void;
  find(commandId: CommandId): QueuedCommand | undefined;
  ofCase(caseId: CaseId): QueuedCommand[];
  /** Every case with something in the queue. */
  caseIds(): CaseId[];
  /** The next to send: of one workstation code, so that one device token goes with them. */
  nextToSend(limit: number): QueuedCommand[];
  setGuess(commandId: CommandId, guess: readonly StampedEvent[]): void;
  markAnswered(commandId: CommandId): void;
  remove(commandId: CommandId): void;
}

export function createCommandQueue({ db }: RecordsDatabase): CommandQueue {
  const byId = (commandId: CommandId) => eq(queuedCommandTable.commandId, commandId);
  return {
    add: (command, workstationCode, guess, recordVersion) =>
      void db
        .insert(queuedCommandTable)
        .values({
          commandId: command.id,
          caseId: command.caseId,
          workstationCode,
          givenAt: command.givenAt,
          isAnswered: false,
          command,
          guess: [...guess],
          recordVersion,
        })
        .run(),
    find: (commandId) => db.select().from(queuedCommandTable).where(byId(commandId)).get(),
    ofCase: (caseId) =>
      db.select().from(queuedCommandTable).where(eq(queuedCommandTable.caseId, caseId)).orderBy(asc(queuedCommandTable.sequence)).all(),
    caseIds: () => db.selectDistinct({ caseId: queuedCommandTable.caseId }).from(queuedCommandTable).all().map((row) => row.caseId),
    nextToSend: (limit) => {
      const rows = db
        .select()
        .from(queuedCommandTable)
        .where(eq(queuedCommandTable.isAnswered, false))
        .orderBy(asc(queuedCommandTable.sequence))
        .limit(limit)
        .all();
      const firstOther = rows.findIndex((row) => row.workstationCode !== rows[0]?.workstationCode);
      return firstOther === -1 ? rows : rows.slice(0, firstOther);
    },
    setGuess: (commandId, guess) => void db.update(queuedCommandTable).set({ guess: [...guess] }).where(byId(commandId)).run(),
    markAnswered: (commandId) => void db.update(queuedCommandTable).set({ isAnswered: true }).where(byId(commandId)).run(),
    remove: (commandId) => void db.delete(queuedCommandTable).where(byId(commandId)).run(),
  };
}
