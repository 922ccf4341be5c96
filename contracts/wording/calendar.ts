import type { RegionDate } from "../../domain/time/instant.ts";

/** What whoever looks after the centre is told when too few days of the calendar are known. */
export function calendarShortWording({ knownUntil, daysLeft }: { knownUntil: RegionDate; daysLeft: number }): string {
  const left = daysLeft < 0 ? `已经过了 ${-daysLeft} 天` : `只剩 ${daysLeft} 天`;
  return `工作日历的放假安排只录入到 ${knownUntil}，${left}。此后到期的期限都是预计，系统不据此视为受理、逾期或不予许可；已录入的都不受影响。下一年的放假安排公布后，请系统管理员在审批中心用 yichuang calendar set 录入。`;
}
