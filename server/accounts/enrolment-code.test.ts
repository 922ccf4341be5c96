import fc from "fast-check";
import { it } from "vitest";
import { enrolmentCodeBytes, formatEnrolmentCode, normaliseEnrolmentCode } from "./enrolment-code.ts";

const anyCode = fc.uint8Array({ minLength: enrolmentCodeBytes, maxLength: enrolmentCodeBytes }).map(formatEnrolmentCode);

it("is three groups of four without letters that look like others", () => {
  fc.assert(fc.property(anyCode, (code) => /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/.test(code)));
});

it("is known however it is typed", () => {
  const typings: ((code: string) => string)[] = [
    (code) => code,
    (code) => code.toLowerCase().replaceAll("-", ""),
    (code) => ` ${code.replaceAll("-", " ")} `,
    (code) => code.replaceAll("0", "O").replaceAll("1", "l"),
    (code) => code.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).replaceAll("-", "－"),
  ];
  fc.assert(fc.property(anyCode, fc.constantFrom(...typings), (code, typing) => normaliseEnrolmentCode(typing(code)) === code));
});
