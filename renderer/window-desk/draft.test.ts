import { describe, expect, it } from "vitest";
import type { RegionDate } from "../../domain/time/instant.ts";
import { applicationSchema } from "../../domain/case/application.ts";
import { testApplication, testItem } from "../../test/fixtures/cases.ts";
import { blankApplication, isBlank, readApplication, typedFromApplication, typedFromCard, typedFromDraft, withApplicantName, withChange } from "./draft.ts";

const today = "2026-11-23" as RegionDate;
const typed = { ...typedFromApplication(testApplication), chosenIdentityKind: null };

describe("the typed form", () => {
  it("becomes the application, and the application the typed form", () => {
    const read = readApplication(typed, testItem, today);
    expect(read.application).toEqual(testApplication);
    expect(applicationSchema.safeParse(read.application).success).toBe(true);
  });

  it("says everything that is wrong, in the order asked", () => {
    const { problems } = readApplication(blankApplication, undefined, today);
    expect([...(problems?.keys() ?? [])]).toEqual(["identityNumber", "applicantName", "itemCode", "projectName", "contactName", "contactMobile"]);
  });

  it("may lack a required answer: the correction notice can ask for it", () => {
    expect(readApplication({ ...typed, form: {} }, testItem, today).application?.form).toEqual({});
  });

  it("leaves behind answers to another item's questions", () => {
    const form = { scale: "一间", site: "别的事项" };
    expect(readApplication({ ...typed, form }, testItem, today).application?.form).toEqual({ scale: "一间" });
  });

  it("makes an organisation of a credit code", () => {
    const read = readApplication({ ...typed, identityNumber: "91350100M000100Y43" }, testItem, today);
    expect(read.application?.applicant).toMatchObject({ kind: "organisation", identityKind: "unified-social-credit" });
  });

  it("refuses a mobile number too short", () => {
    expect(readApplication({ ...typed, contactMobile: "1380000" }, testItem, today).problems?.get("contactMobile")).toContain("11 位");
  });
});

describe("the contact's name", () => {
  it("follows the applicant's, until another is typed", () => {
    const person = { ...blankApplication, identityNumber: "11010519491231002X" };
    const followed = withApplicantName(person, "刘一窗", today);
    expect(followed.contactName).toBe("刘一窗");
    expect(withApplicantName({ ...followed, contactName: "王二" }, "刘一", today).contactName).toBe("王二");
  });
  it("does not follow an organisation's", () => {
    expect(withApplicantName({ ...blankApplication, identityNumber: "91350100M000100Y43" }, "新知书店", today).contactName).toBe("");
  });
});

it("a draft of an older or broken shape is read as far as it goes", () => {
  const draft = { draftId: "", itemCode: null, savedAt: "", application: { applicantName: "刘一窗", form: 7, extra: true } };
  expect(typedFromDraft(draft)).toEqual({ ...blankApplication, applicantName: "刘一窗" });
});

it("spaces alone are blank", () => {
  expect(isBlank({ ...blankApplication, applicantName: " ", form: { scale: "" } })).toBe(true);
  expect(isBlank({ ...blankApplication, form: { scale: "一间" } })).toBe(false);
});

describe("a card that was read", () => {
  const card = {
    name: "张一", identityKind: "resident-identity", identityNumber: "11010519491231002X", address: "北京市朝阳区", isReadFromCard: true, cardKind: "resident",
    sex: "female", birthDate: today, validFrom: today, validUntil: "long-term", isExpired: false, photoWlt: btoa("w".repeat(1024)),
  } as const;
  const read = withChange(blankApplication, typedFromCard(card), today);

  it("fills who applies and whom to reach, and is recorded as read", () => {
    const { application } = readApplication({ ...typed, ...read, form: typed.form, projectName: "工程", contactMobile: "13800000000" }, testItem, today);
    expect(application?.applicant).toEqual({
      kind: "person", name: "张一", identityKind: "resident-identity", identityNumber: "11010519491231002X", isReadFromCard: true, address: "北京市朝阳区", photoWlt: card.photoWlt,
    });
    expect(typedFromApplication(application!)).toMatchObject({ isReadFromCard: true, photoWlt: card.photoWlt });
    expect(applicationSchema.safeParse(application).success).toBe(true);
    expect(read.contactName).toBe("张一");
  });

  it("leaves nothing of who was typed before, be it an organisation", () => {
    const before = { ...blankApplication, identityNumber: "91350100M000100Y43", applicantName: "某公司", address: "某路", chosenIdentityKind: "other", isOrganisation: true } as const;
    const after = withChange(before, typedFromCard({ ...card, identityKind: "other", identityNumber: "911250198001010048", address: "" }), today);
    expect(after).toMatchObject({ chosenIdentityKind: "other", isOrganisation: false, applicantName: "张一", address: "" });
  });

  it.each([{ identityNumber: "1" }, { applicantName: "张二" }, { chosenIdentityKind: "other" }] as const)("is typed again once %o is typed over", (change) =>
    expect(withChange(read, change, today)).toMatchObject({ isReadFromCard: false, photoWlt: null, ...change }));

  it("takes the photo of the one before with it when it has none itself", () => {
    const { photoWlt: _photo, ...without } = card;
    expect(withChange(read, typedFromCard(without), today)).toMatchObject({ isReadFromCard: true, photoWlt: null });
  });

  it("comes back from a draft with its photo, and without one that was damaged", () => {
    const draft = { draftId: "", itemCode: null, savedAt: "" };
    expect(typedFromDraft({ ...draft, application: { ...read } })).toEqual(read);
    expect(typedFromDraft({ ...draft, application: { ...read, photoWlt: "damaged" } })).toEqual({ ...read, photoWlt: null });
  });

  it("stays read when the rest is filled in", () => {
    expect(withChange(read, { address: "上海市", projectName: "工程" }, today)).toMatchObject({ isReadFromCard: true, photoWlt: card.photoWlt, address: "上海市" });
  });
});
