import type { Workplace } from "../../contracts/ipc/workplace.ts";
import type { OpenedStore } from "../../db/open-store.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { CardPhotos } from "./card-photos.ts";
import type { CardReading } from "./card-reader.ts";
import type { Cases } from "./cases/cases.ts";
import type { Pages } from "./cases/pages.ts";
import type { CasePapers } from "./certificates/case-papers.ts";
import type { NumberedSheets } from "./certificates/numbered-sheets.ts";
import type { OfficerActs } from "./certificates/officer-acts.ts";
import type { Verifying } from "./certificates/verifying.ts";
import type { WorkstationOptions } from "./configuration.ts";
import type { Devices } from "./devices/device-handlers.ts";
import type { PaperRoutesBook } from "./printing/paper-routes.ts";
import type { Printers } from "./printing/printers.ts";
import type { Prints } from "./printing/prints.ts";
import type { Receipts } from "./printing/receipts.ts";
import type { TestPages } from "./printing/test-pages.ts";
import type { ScanJobs } from "./scanning/scan-jobs.ts";
import type { SeparatorSheets } from "./scanning/separators.ts";
import type { KeyRing } from "./signing/key-ring.ts";
import type { StaffCardUse } from "./staff-card/staff-card-use.ts";
import type { CallList } from "./workplace/call-list.ts";
import type { CentreLink } from "./workplace/centre-link.ts";
import type { Session } from "./workplace/session.ts";

/** Everything the channels of the contract are answered with. */
export interface UseCases {
  readonly options: WorkstationOptions;
  readonly opened: OpenedStore;
  readonly link: CentreLink;
  readonly session: Session;
  readonly calls: CallList;
  readonly keyRing: KeyRing;
  readonly cases: Cases;
  readonly pages: Pages;
  readonly scans: ScanJobs;
  readonly separators: SeparatorSheets;
  readonly receipts: Receipts;
  readonly printers: Printers;
  readonly certificates: {
    readonly acts: OfficerActs;
    readonly papers: CasePapers;
    readonly sheets: NumberedSheets;
    readonly verifying: Verifying;
    preview(caseId: CaseId): Promise<{ svgs: string[] }>;
  };
  readonly routes: PaperRoutesBook;
  readonly prints: Prints;
  readonly testPages: TestPages;
  readonly cards: CardReading;
  readonly staffCard: StaffCardUse;
  readonly cardPhotos: CardPhotos;
  readonly devices: Devices;
  readonly announceCases: (caseIds: readonly string[]) => void;
  now(): Instant;
  describe(): Workplace;
}

