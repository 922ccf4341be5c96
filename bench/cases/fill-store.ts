import { createHash } from "node:crypto";
import type { Store } from "../../db/store.ts";
import { rulesVersion } from "../../domain/rules-version.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { makeCaseNumber } from "../../domain/case/case-number.ts";
import type { CaseId, CommandId, OfficeId, WorkstationCode } from "../../domain/ids.ts";
import { chainStart, hashOfEvent } from "../../domain/record/hash-chain.ts";
import { instantOf, regionDateOf } from "../../domain/time/instant.ts";
import { catalogue, clerk, item } from "../../test/sync/fixtures.ts";

export interface BenchPerson {
  name: string;
  mobile: string;
  number: string;
  identityNumber: string;
  projectName: string;
  officeId: OfficeId;
}

const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
const givens = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉红玉华建国志海燕雪梅春生晓东林峰鹏飞宇浩然子轩梓涵欣怡佳琪思远博";
const places = "东湖西湖青云谱青山湖新建红谷滩高新经开南昌县进贤安义湾里";
const works = ["住宅小区", "标准厂房", "综合楼", "道路改造", "幼儿园", "书店", "图书超市", "污水处理站", "停车场", "变电站", "安置房", "物流园"];

/**
 * Fills an empty store with cases as they would come from the centre's feed: one event each, in pieces of five hundred.
 * Names, telephones and numbers are spread as a city's are. Returns who applied.
 */
export function fillWithCases(store: Store, count: number, random: () => number): BenchPerson[] {
  store.catalogue.save(catalogue, undefined);
  const people: BenchPerson[] = [];
  const pick = (text: string): string => text[Math.floor(random() * text.length)] ?? "";
  const startMs = Date.parse("2025-01-06T01:00:00.000Z");
  let piece: RecordedEvent[] = [];
  for (let at = 0; at < count; at += 1) {
    const receivedAt = instantOf(startMs + Math.floor((at * 600 * 24 * 3_600_000) / count));
    const workstationCode = String(1 + (at % 40)).padStart(4, "0") as WorkstationCode;
    const digits = (length: number): string => Array.from({ length }, () => Math.floor(random() * 10)).join("");
    const name = pick(surnames) + pick(givens) + (random() < 0.8 ? pick(givens) : "");
    const number = makeCaseNumber({ regionCode: "360100", date: regionDateOf(receivedAt), workstationCode, runningNumber: 1 + Math.floor(at / 40) });
    const placeAt = 2 * Math.floor((random() * places.length) / 2);
    const projectName = `${places.slice(placeAt, placeAt + 2)}${pick(givens)}${pick(givens)}${works[Math.floor(random() * works.length)]}${1 + Math.floor(random() * 30)}期`;
    const person = { name, mobile: `1${pick("35789")}${digits(9)}`, number, identityNumber: `360${digits(3)}19${digits(10)}`, projectName, officeId: item.officeId };
    people.push(person);
    piece.push(receptionOf(person, at, receivedAt, workstationCode));
    if (piece.length < 500 && at < count - 1) continue;
    store.centre.applyFeed({ cursor: String(at), events: piece });
    piece = [];
  }
  return people;
}

function receptionOf(person: BenchPerson, at: number, receivedAt: ReturnType<typeof instantOf>, workstationCode: WorkstationCode): RecordedEvent {
  const id = (kind: number): string => `01940000-000${kind}-7000-8000-${at.toString(16).padStart(12, "0")}`;
  const { name, mobile, number, identityNumber, projectName } = person;
  const unchained = {
    kind: "caseReceived" as const,
    payload: {
      number,
      itemCode: item.code,
      itemVersion: 1,
      channel: "window" as const,
      application: {
        applicant: { kind: "person" as const, name, identityKind: "resident-identity" as const, identityNumber, isReadFromCard: false, address: "南昌市红谷滩区世贸路1号" },
        contact: { name, mobile },
        projectName,
        form: {},
      },
      officeId: item.officeId,
      answerDueAt: receivedAt,
    },
    caseId: id(1) as CaseId,
    version: 1,
    commandId: id(2) as CommandId,
    actor: { ...clerk, workstationCode },
    workstationCode,
    occurredAt: receivedAt,
    claimedAt: receivedAt,
    rulesVersion,
    recordedAt: receivedAt,
    previousHash: chainStart,
  } as unknown as Omit<RecordedEvent, "hash">;
  return { ...unchained, hash: hashOfEvent(unchained, (text) => createHash("sha256").update(text).digest("hex")) } as RecordedEvent;
}
