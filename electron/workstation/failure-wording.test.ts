import { describe, expect, it } from "vitest";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { cliFailureWording } from "../../contracts/wording/cli.ts";
import { failureCodesBelow } from "../../test/failure-codes.ts";

/** What the words name; the codes of a case's own refusals are not understood without it. */
const details = { receipt: "reception-slip", pageId: "a", name: "a.jpg" };

describe("every failure thrown here has its words", () => {
  it.each(failureCodesBelow("electron/workstation"))("%s", (code) => {
    expect(wordingOf({ code, details })).not.toContain(code);
  });
  it.each(failureCodesBelow("cli").filter((code) => !Object.hasOwn(cliFailureWording, code)))("%s", (code) => {
    expect(wordingOf({ code, details })).not.toContain(code);
  });
});
