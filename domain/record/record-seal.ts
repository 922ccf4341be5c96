import { z } from "zod";
import { caseIdSchema, officeIdSchema } from "../ids.ts";
import { instantSchema } from "../time/instant.ts";
import { canonicalJson } from "./canonical-json.ts";
import { chainStart, type TextHash } from "./hash-chain.ts";

/**
 * The centre's own signature over how far the record had come: the last event of every case that went on since the seal before, and what
 * was written to the log of administrative acts. Acts nobody signs stand under it as those do that somebody does (R-SUP-8). Seals are
 * counted from 1 and chained by hash.
 */
export const recordSealSchema = z.object({
  position: z.int().min(1),
  sealedAt: instantSchema,
  /** Up to where each office's own feed is sealed: the next seal goes on behind it. */
  feeds: z.array(z.object({ officeId: officeIdSchema, position: z.int() })),
  heads: z.array(z.object({ caseId: caseIdSchema, version: z.int(), hash: z.string() })),
  /** The acts after the seal before and not after `until`, hashed in order. */
  audit: z.object({ until: instantSchema, count: z.int(), hash: z.string() }),
  /** By whose key it is signed. */
  authorityId: z.uuid(),
  previousHash: z.string(),
  hash: z.string(),
  signature: z.base64(),
});
export type RecordSeal = z.infer<typeof recordSealSchema>;

/** Where a walk along the seals has got to. */
export type SealPlace = Pick<RecordSeal, "position" | "hash">;
export const beforeFirstSeal: SealPlace = { position: 0, hash: chainStart };

export function hashOfRecordSeal(seal: Omit<RecordSeal, "hash" | "signature">, hash: TextHash): string {
  const { hash: _hash, signature: _signature, ...said } = seal as RecordSeal;
  return hash(canonicalJson(said));
}

/** What is signed. Says what for, so that no other signature of that key can be passed off as one under a seal. */
export function bytesOfRecordSeal({ hash }: Pick<RecordSeal, "hash">): Uint8Array {
  return new TextEncoder().encode(canonicalJson({ purpose: "yichuang-record-seal", hash }));
}

export type RecordSealBreak = "content-changed" | "chain-broken" | "position-missing";

/** Whether the seal is the next one after `last`, as it was made. */
export function findRecordSealBreak(seal: RecordSeal, last: SealPlace, hash: TextHash): RecordSealBreak | undefined {
  if (seal.position !== last.position + 1) return "position-missing";
  if (seal.previousHash !== last.hash) return "chain-broken";
  return hashOfRecordSeal(seal, hash) === seal.hash ? undefined : "content-changed";
}
