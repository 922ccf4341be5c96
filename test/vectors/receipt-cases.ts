import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import type { Application } from "../../domain/case/application.ts";
import type { CaseCommand, CommandBody } from "../../domain/case/case-command.ts";
import type { StampedEvent } from "../../domain/case/case-event.ts";
import { makeCaseNumber } from "../../domain/case/case-number.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { decide } from "../../domain/case/decide.ts";
import { evolve } from "../../domain/case/evolve.ts";
import type { CaseId, CommandId, OfficeId, PersonId, WorkstationCode } from "../../domain/ids.ts";
import type { Actor } from "../../domain/people/role.ts";
import { rulesVersion } from "../../domain/rules-version.ts";
import { addMs, type Instant, type RegionDate } from "../../domain/time/instant.ts";
import type { ReceiptSource } from "../../documents/receipts/receipt-content.ts";
import { constructionPermit } from "../../server/seed/items/construction-permit.ts";
import { testId, testPage } from "../fixtures/cases.ts";

/** Real-looking cases of the construction permit, all persons invented, for looking at papers and comparing their text. */

const receivedAt = "2026-11-21T02:05:00.000Z" as Instant;
const dayMs = 24 * 3_600_000;
const workstationCode = "0001" as WorkstationCode;
const clerk: Actor = {
  personId: testId(2, 9) as PersonId,
  name: "万㛃",
  roles: ["window-clerk"],
  officeId: testId(1, 9) as OfficeId,
  workstationCode,
};

export const sampleApplication: Application = {
  applicant: {
    kind: "organisation",
    name: "南昌赣江新城建设投资有限公司",
    identityKind: "unified-social-credit",
    identityNumber: "91350100M000100Y43",
    isReadFromCard: false,
    address: "南昌市红谷滩区丰和中大道1号",
  },
  contact: { name: "䶮𠮷", mobile: "13870812345" },
  projectName: "赣江新城A-03地块住宅楼工程（1#、2#楼及地下室）",
  form: Object.fromEntries(constructionPermit.form.map((field) => [field.key, "已填写"])),
};

export function receive(application: Application = sampleApplication): CommandBody {
  const number = makeCaseNumber({ regionCode: "360100", date: "2026-11-21" as RegionDate, workstationCode, runningNumber: 42 });
  return {
    kind: "receiveCase",
    payload: { number, itemCode: constructionPermit.code, itemVersion: constructionPermit.version, channel: "window", application },
  };
}

/** Every required material in hand: some scanned, some referenced, the drawings on paper. */
export const handInAll: readonly CommandBody[] = constructionPermit.materials
  .filter((material) => material.isRequired)
  .flatMap((material, place): CommandBody[] => {
    const record: CommandBody = {
      kind: "recordMaterial",
      payload: {
        materialCode: material.code,
        medium: "paper",
        checkedAs: material.form === "copy" ? "copy" : "original",
        copies: material.copies,
        sheetCount: place + 1,
      },
    };
    if (material.certificateRegister !== undefined) {
      return [{ kind: "referenceCertificate", payload: { materialCode: material.code, register: material.certificateRegister, certificateNumber: "地字第360100202600123号" } }];
    }
    if (material.mayStayOnPaper) {
      return [record, { kind: "keepMaterialOnPaper", payload: { materialCode: material.code, description: "蓝图一套4册", sheetCount: 186 } }];
    }
    const pages = Array.from({ length: (place % 3) + 1 }, (_, index) => testPage(place * 10 + index));
    return [record, { kind: "attachPages", payload: { materialCode: material.code, index: 0, pages } }];
  });

/** The case after those commands, one minute apart. `at` moves the clock before a command. Throws when one is refused. */
export function caseAfter(...steps: readonly (CommandBody | { afterDays: number })[]): Case {
  let current: Case | undefined;
  let now = receivedAt;
  let count = 0;
  for (const step of steps) {
    if ("afterDays" in step) {
      now = addMs(now, step.afterDays * dayMs);
      continue;
    }
    count += 1;
    now = addMs(now, 60_000);
    const actor: Actor = step.kind === "deemAccepted" ? { ...clerk, name: "审批中心", roles: ["system"] } : clerk;
    const command = {
      ...step,
      id: testId(5, count) as CommandId,
      caseId: testId(4, 77) as CaseId,
      baseVersion: current?.version ?? 0,
      actor,
      workstationCode,
      givenAt: now,
    } as CaseCommand;
    const decision = decide(current, command, { now, item: constructionPermit, calendar: calendar2026, delegations: [] });
    if (decision.outcome === "refused") throw new Error(`${step.kind} was refused: ${JSON.stringify(decision.refusal)}`);
    for (const event of decision.events) {
      current = evolve(current, {
        ...event,
        caseId: command.caseId,
        version: (current?.version ?? 0) + 1,
        commandId: command.id,
        actor,
        workstationCode,
        occurredAt: now,
        claimedAt: now,
        rulesVersion,
      } as StampedEvent);
    }
  }
  if (current === undefined) throw new Error("no command was given");
  return current;
}

export const requestCorrection: CommandBody = {
  kind: "requestCorrection",
  payload: {
    limitWorkingDays: 5,
    defects: [
      { materialCode: null, problem: "申请表第3页“建设规模”未填写，与《建设工程规划许可证》不一致。", remedy: "按规划许可证补填建筑面积（平方米）并加盖公章。" },
      { materialCode: "construction-contract", problem: "合同缺第12—15页，且无发包人法定代表人签字。", remedy: "提交完整合同原件，由法定代表人签字或附授权委托书。" },
      { materialCode: "work-safety-licence", problem: "许可证有效期至2026年10月31日，已过期。", remedy: "提交延期后的安全生产许可证（原件核对，复印件1份）。" },
    ],
  },
};

export const refuse: CommandBody = {
  kind: "refuseCase",
  payload: {
    ground: "conditions-not-met",
    reason: "该工程施工现场尚未完成征收补偿，施工场地不具备基本施工条件；申请人提交的《施工场地已基本具备施工条件的说明》与现场核查情况不符。",
    legalBasis: constructionPermit.legalBasis[4]!,
  },
};

export const withdraw: CommandBody = { kind: "withdrawCase", payload: { reason: "因建设单位调整设计方案，施工图需重新送审，申请撤回本次申请。" } };

export const sampleCases: Readonly<Record<"received" | "accepted" | "deemed" | "correction" | "refused" | "withdrawn", Case>> = {
  received: caseAfter(receive(), ...handInAll.slice(0, 4)),
  accepted: caseAfter(receive(), ...handInAll, { kind: "acceptCase", payload: {} }),
  deemed: caseAfter(receive(), ...handInAll, { afterDays: 10 }, { kind: "deemAccepted", payload: {} }),
  correction: caseAfter(receive(), ...handInAll, requestCorrection),
  refused: caseAfter(receive(), refuse),
  withdrawn: caseAfter(receive(), ...handInAll, { kind: "acceptCase", payload: {} }, withdraw),
};

export function receiptSourceOf(current: Case, printNumber = 1): ReceiptSource {
  return {
    case: current,
    item: constructionPermit,
    calendar: calendar2026,
    officeName: "南昌市城乡建设局",
    printNumber,
    printedAt: "2026-11-21T02:30:00.000Z" as Instant,
    queryBaseUrl: "https://zwfw.example.gov.cn/q/",
  };
}
