import { describe, expect, it } from "vitest";
import { parseNumberOf2017, parseNumberOf2023 } from "./permanent-residence-number.ts";

describe("permanent residence numbers", () => {
  // The specimen card shown to the public.
  it("of 2017", () => expect(parseNumberOf2017("KAZ110090123105")).toEqual({ birthDigits: "901231", sex: "female" }));

  it("of 2023", () => expect(parseNumberOf2023("911398199012310021")).toEqual({ birthDigits: "19901231", sex: "female" }));

  it.each(["KAZ110090123107", "KAZ990090123105", "KA1110090123105", "KAZ11009012310", ""])("%j is not one of 2017", (number) => {
    expect(parseNumberOf2017(number)).toBeUndefined();
  });

  it.each(["911398199012310022", "999398199012310021", "811398199012310021", "91139819901231002", ""])("%j is not one of 2023", (number) => {
    expect(parseNumberOf2023(number)).toBeUndefined();
  });
});
