import { z } from "zod";
import type { PersonId } from "../ids.ts";
import { instantSchema, regionDateSchema, type Instant } from "../time/instant.ts";

/** What may stop the clock (特殊程序, R-FLOW-4). */
export const specialProcedureSchema = z.enum(["hearing", "expert-review", "inspection", "test", "auction"]);
export type SpecialProcedure = z.infer<typeof specialProcedureSchema>;

/** For how long, as the applicant is told in writing. */
export const suspensionPartsSchema = z.object({
  procedure: specialProcedureSchema,
  workingDays: z.int().min(1).max(120),
  reason: z.string().trim().min(1).max(2000),
});
export type SuspensionParts = z.infer<typeof suspensionPartsSchema>;

/** What is asked of which higher authority (请示上级, R-FLOW-7). */
export const upwardReportPartsSchema = z.object({
  authority: z.string().trim().min(1).max(120),
  question: z.string().trim().min(1).max(4000),
});
export type UpwardReportParts = z.infer<typeof upwardReportPartsSchema>;

export const upperAnswerPartsSchema = z.object({
  documentNumber: z.string().trim().min(1).max(100),
  verdict: z.enum(["agree", "disagree"]),
  text: z.string().trim().min(1).max(4000),
});
export type UpperAnswerParts = z.infer<typeof upperAnswerPartsSchema>;

/** The minutes of a leaders' meeting (厅长办公会, R-FLOW-6). */
export const meetingPartsSchema = z.object({
  heldOn: regionDateSchema,
  attendees: z.array(z.string().trim().min(1).max(60)).min(1).max(60),
  resolution: z.enum(["agree", "disagree"]),
  minutes: z.string().trim().min(1).max(8000),
});
export type MeetingParts = z.infer<typeof meetingPartsSchema>;

/** The clock goes on: both running limits, moved by the working days it really stood still. */
export const clockRestartSchema = z.object({
  workingDays: z.int().min(0),
  decideDueAt: instantSchema,
  stepDueAt: instantSchema,
});
export type ClockRestart = z.infer<typeof clockRestartSchema>;

/** A special procedure that stops the clock until `until` at the latest (R-FLOW-4). */
export interface Suspension extends SuspensionParts {
  startedAt: Instant;
  until: Instant;
  by: { personId: PersonId; name: string };
}

export interface EndedSuspension extends Suspension {
  endedAt: Instant;
  /** How long the clock really stood still. */
  pausedWorkingDays: number;
}

/** The case waits for a higher authority's answer; the clock stands still however long it takes (R-FLOW-7). */
export interface UpwardReport extends UpwardReportParts {
  startedAt: Instant;
  by: { personId: PersonId; name: string };
}

export interface AnsweredReport extends UpwardReport {
  answer: UpperAnswerParts & { at: Instant; by: { personId: PersonId; name: string } };
  pausedWorkingDays: number;
}
