import { z } from "zod";
import { caseIdSchema, commandIdSchema, officeIdSchema, personIdSchema, sha256Schema, workstationCodeSchema } from "../ids.ts";
import { instantSchema } from "../time/instant.ts";
import { canonicalJson } from "./canonical-json.ts";
import { chainStart, type TextHash } from "./hash-chain.ts";

/**
 * One use of an office's seal (R-CERT-2): who, for which case, on which document, when. An office's uses are counted from 1 and
 * chained by hash, so that none can be changed, left out or put in between.
 */
export const sealUseSchema = z.object({
  officeId: officeIdSchema,
  position: z.int().min(1),
  sealId: z.uuid(),
  caseId: caseIdSchema,
  /** The command whose event names the document. */
  commandId: commandIdSchema,
  /** `certificate`, or the kind of a decision's document. */
  document: z.string(),
  number: z.string(),
  sha256: sha256Schema,
  byteLength: z.int(),
  /** Hash of the template it was made from; not said of a certificate, nor of what was made before this was kept. */
  template: sha256Schema.optional(),
  usedAt: instantSchema,
  usedBy: z.object({ personId: personIdSchema, name: z.string(), workstationCode: workstationCodeSchema.nullable() }),
  previousHash: z.string(),
  hash: z.string(),
});
export type SealUse = z.infer<typeof sealUseSchema>;

export function hashOfSealUse(use: Omit<SealUse, "hash">, hash: TextHash): string {
  const { hash: _own, ...said } = use as SealUse;
  return hash(canonicalJson(said));
}

export interface SealUseBreak {
  position: number;
  problem: "content-changed" | "chain-broken" | "position-missing";
}

/** Checks uses of one seal that follow each other, from `start` on; undefined when they are whole. */
export function findSealUseBreak(uses: readonly SealUse[], hash: TextHash, start: { position: number; hash: string } = { position: 0, hash: chainStart }): SealUseBreak | undefined {
  let { position, hash: previousHash } = start;
  for (const use of uses) {
    position += 1;
    if (use.position !== position) return { position, problem: "position-missing" };
    if (use.previousHash !== previousHash) return { position, problem: "chain-broken" };
    if (hashOfSealUse(use, hash) !== use.hash) return { position, problem: "content-changed" };
    previousHash = use.hash;
  }
  return undefined;
}
