import { describe, expect, it } from "vitest";
import { referenceTemplates } from "./reference-templates.ts";
import { parseCertificateTemplate } from "./template.ts";

describe("a template's form", () => {
  const sample = referenceTemplates["publication-licence"];

  it("names the place of what is wrong", () => {
    const elements = [...sample.elements.slice(0, 2), { kind: "qr", xMm: 1, yMm: 1, sizeMm: 3 }];
    expect(() => parseCertificateTemplate({ ...sample, elements })).toThrow(expect.objectContaining({ code: "template-invalid", details: expect.objectContaining({ place: "elements.2.sizeMm" }) }));
    expect(() => parseCertificateTemplate({ ...sample, colour: "red" })).toThrow(expect.objectContaining({ code: "template-invalid" }));
    expect(() => parseCertificateTemplate(null)).toThrow(expect.objectContaining({ code: "template-invalid" }));
  });

  it("is versioned", () => {
    expect(() => parseCertificateTemplate({ ...sample, version: 0 })).toThrow(expect.objectContaining({ details: expect.objectContaining({ place: "version" }) }));
  });
});
