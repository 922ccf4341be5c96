import type { CaseRow } from "../../contracts/ipc/cases.ts";
import { documentNames } from "../../contracts/wording/cases.ts";
import { formatMinute, formatNear } from "../../contracts/wording/time.ts";
import { formatCaseNumber } from "../../domain/case/case-number.ts";
import { certificateStepNames } from "../certificates/certificate-state.ts";
import type { Instant } from "../../domain/time/instant.ts";

export type ColumnSet = "cases" | "waiting" | "inbox" | "certificates" | "certificates-beside-case" | "publications" | "published" | "to-deliver";

export interface Column {
  readonly title: string;
  /** A CSS grid track. */
  readonly width: string;
  /** The text, or which of the row's own parts is drawn there. */
  readonly content: "light" | "publication-light" | "stage" | ((row: CaseRow, now: Instant) => string);
  readonly isNumber?: boolean;
}

const light: Column = { title: "期限", width: "156px", content: "light" };
const stage: Column = { title: "状态", width: "96px", content: "stage" };
const step: Column = { title: "环节", width: "minmax(104px, 1.2fr)", content: (row) => stepText(row) };
const number: Column = { title: "办件编号", width: "220px", content: (row) => formatCaseNumber(row.number), isNumber: true };
const applicant: Column = { title: "申请人", width: "minmax(120px, 1.2fr)", content: (row) => row.applicantName };
const project: Column = { title: "项目", width: "minmax(120px, 1.5fr)", content: (row) => row.projectName };
const item: Column = { title: "事项", width: "minmax(120px, 1.2fr)", content: (row) => row.itemName };
const mobile: Column = { title: "手机", width: "100px", content: (row) => row.contactMobile, isNumber: true };
const received: Column = { title: "接件", width: "108px", content: (row, now) => formatNear(row.receivedAt, now), isNumber: true };
const accepted: Column = { title: "受理", width: "108px", content: (row, now) => (row.acceptedAt === null ? "" : formatNear(row.acceptedAt, now)), isNumber: true };
const pages: Column = { title: "页", width: "48px", content: (row) => String(row.pageCount), isNumber: true };
const certificate: Column = { title: "证照", width: "minmax(150px, 1fr)", content: (row) => (row.certificate === null ? "" : certificateStepNames[row.certificate.state]) };
const certificateNumber: Column = { title: "证照编号", width: "minmax(200px, 1fr)", content: (row) => row.certificate?.number ?? "", isNumber: true };
const publicationLight: Column = { title: "公示期限", width: "140px", content: "publication-light" };
const publicationDue: Column = { title: "公示截止", width: "140px", content: ({ publishDueAt }) => (publishDueAt === null ? "" : formatMinute(publishDueAt)), isNumber: true };
const publishedAt: Column = { title: "公示时间", width: "140px", content: (row) => (row.publication === null ? "" : formatMinute(row.publication.at)), isNumber: true };
const publishedPlace: Column = { title: "公示位置", width: "minmax(160px, 1.5fr)", content: (row) => row.publication?.place ?? "" };
const toDeliver: Column = { title: "待送达的文书", width: "minmax(170px, 1.5fr)", content: (row) => (row.toDeliver === null ? "" : row.toDeliver.documents.map((document) => documentNames[document]).join("、")) };
const madeAt: Column = { title: "文书办好", width: "140px", content: (row) => (row.toDeliver === null ? "" : formatMinute(row.toDeliver.since)), isNumber: true };
const waiting: Column = { title: "待上传", width: "120px", content: (row) => waitingText(row) };

const sets: Readonly<Record<ColumnSet, readonly Column[]>> = {
  cases: [light, stage, applicant, project, item, mobile, number, received, waiting],
  waiting: [waiting, stage, applicant, project, item, number, received],
  certificates: [light, certificate, applicant, project, item, certificateNumber, number],
  // Half the desk at 1366 pixels, without scrolling sideways.
  "certificates-beside-case": [light, { ...certificate, width: "minmax(96px, 1fr)" }, { ...applicant, width: "minmax(90px, 1fr)" }, { ...project, width: "minmax(90px, 1fr)" }, { ...certificateNumber, width: "minmax(120px, 1.4fr)" }],
  publications: [publicationLight, publicationDue, stage, applicant, project, item, number],
  published: [publishedAt, publishedPlace, stage, applicant, project, item, number],
  "to-deliver": [madeAt, toDeliver, stage, applicant, mobile, project, item, number],
  inbox: [light, step, applicant, project, item, pages, number, accepted],
};

export function columnsFor(set: ColumnSet): readonly Column[] {
  return sets[set];
}

/** The limit a list is about: of the case's limits the next, in the list of what is to be published that of its publication. */
export function deadlineOf({ nextDeadline, publishDueAt }: Pick<CaseRow, "nextDeadline" | "publishDueAt">, set: ColumnSet): CaseRow["nextDeadline"] {
  if (set === "published") return null;
  if (set === "publications") return publishDueAt === null ? null : { kind: "publish-result", dueAt: publishDueAt };
  return nextDeadline;
}

/** Where its flow stands, and what it waits there for who looks. */
export function stepText({ step: at, pause, isMyTurn }: Pick<CaseRow, "step" | "pause" | "isMyTurn">): string {
  const name = at?.name ?? "";
  return isMyTurn ? `● ${name}（${pause === null ? "待签" : "待录批复"}）` : name;
}

/** What of a case has not reached the centre; empty when all has. */
export function waitingText({ waitingCommandCount, waitingPageCount, hasAttention }: CaseRow): string {
  const parts = [
    hasAttention ? "需处理" : "",
    waitingCommandCount > 0 ? `${waitingCommandCount} 步` : "",
    waitingPageCount > 0 ? `${waitingPageCount} 页` : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}
