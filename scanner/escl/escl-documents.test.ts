import { describe, expect, it } from "vitest";
import type { ScanOptions } from "../driver.ts";
import { parseCapabilities, toScannerCapabilities } from "./escl-capabilities.ts";
import { toScanSettings } from "./escl-settings.ts";
import { findStatusFailure, parseStatus } from "./escl-status.ts";
import { findText, parseXml } from "./escl-xml.ts";

const input = (name: string, inside: string) => `<a:${name}><a:MaxWidth>2550</a:MaxWidth><a:MaxHeight>3508</a:MaxHeight>${inside}</a:${name}>`;
const profile = (resolutions: string) => `<a:SettingProfile><a:ColorModes><a:ColorMode>RGB24</a:ColorMode></a:ColorModes>
  <b:DocumentFormat>image/jpeg</b:DocumentFormat><a:SupportedResolutions>${resolutions}</a:SupportedResolutions></a:SettingProfile>`;
const discrete = (...values: number[]) => values.map((dpi) => `<a:DiscreteResolution><a:XResolution>${dpi}</a:XResolution><a:YResolution>${dpi}</a:YResolution></a:DiscreteResolution>`).join("");
const range = "<a:ResolutionRange><a:XResolutionRange><a:Min>100</a:Min><a:Max>400</a:Max></a:XResolutionRange></a:ResolutionRange>";
const capabilitiesOf = (inside: string) => parseCapabilities(`<?xml version="1.0"?><a:ScannerCapabilities xmlns:a="x">${inside}</a:ScannerCapabilities>`);
const options: ScanOptions = { source: "feeder", colour: "colour", resolutionDpi: 200, pageSize: "a4" };

describe("eSCL capabilities", () => {
  it("offers what every source can do", () => {
    const capabilities = capabilitiesOf(`<a:Platen>${input("PlatenInputCaps", profile(discrete(75, 200, 600)))}</a:Platen><a:Adf>${input("AdfSimplexInputCaps", profile(range))}</a:Adf>`);
    expect(capabilities && toScannerCapabilities(capabilities)).toEqual({ sources: ["feeder", "flatbed"], colours: ["colour"], resolutionsDpi: [200], pageSizes: ["a4", "a5", "b5"] });
  });

  it("knows a duplex feeder that is only an option, and profiles at the top", () => {
    const capabilities = capabilitiesOf(`<a:SettingProfiles>${profile(discrete(300))}</a:SettingProfiles><a:Adf>${input("AdfSimplexInputCaps", '<a:SettingProfile ref="p1"/>')}<a:AdfOptions><a:AdfOption>Duplex</a:AdfOption></a:AdfOptions></a:Adf>`);
    expect(capabilities && toScannerCapabilities(capabilities)).toEqual({ sources: ["feeder", "feeder-duplex"], colours: ["colour"], resolutionsDpi: [300], pageSizes: ["a4", "a5", "b5"] });
  });

  it("is not fooled by a page of a web server, or by half a document", () => {
    expect(parseCapabilities("<html><body>Not here</body></html>")).toBeUndefined();
    expect(parseCapabilities("")).toBeUndefined();
    expect(capabilitiesOf("")?.sources).toEqual([]);
    expect(parseCapabilities("<a:ScannerCapabilities><b:MakeAndModel>A &amp; B</b:MakeAndModel><a:Pla")?.makeAndModel).toBe("A & B");
  });
});

describe("eSCL settings", () => {
  it("sends the newer format element only to a device that has it, and refuses a source that is not there", () => {
    const capabilities = capabilitiesOf(`<a:Adf>${input("AdfSimplexInputCaps", profile(range))}</a:Adf>`) ?? expect.unreachable();
    expect(toScanSettings("u", capabilities, options)).not.toContain("DocumentFormatExt");
    expect(findText(parseXml(toScanSettings("u", capabilities, options)), "Duplex")).toBe("false");
    expect(["Width", "Height"].map((name) => findText(parseXml(toScanSettings("u", capabilities, { ...options, pageSize: "a5" })), name))).toEqual(["1748", "2480"]);
    expect(() => toScanSettings("u", capabilities, { ...options, source: "flatbed" })).toThrow(expect.objectContaining({ code: "scanner-option-refused" }));
  });
});

describe("eSCL status", () => {
  const moment = { device: "u", source: "feeder", sheets: 0, jobPath: "/eSCL/ScanJobs/abc-1" } as const;
  const status = (adf: string, job = "") => parseStatus(`<s:ScannerStatus><p:State>Idle</p:State><s:AdfState>${adf}</s:AdfState><s:Jobs>${job}</s:Jobs></s:ScannerStatus>`);
  const job = (uri: string, state: string) => `<s:JobInfo><p:JobUri>${uri}</p:JobUri><p:JobState>${state}</p:JobState></s:JobInfo>`;

  it.each([
    ["ScannerAdfJam", "", "scanner-jam"],
    ["ScannerAdfDoorOpen", "", "scanner-cover-open"],
    ["ScannerAdfEmpty", "", "scanner-feeder-empty"],
    ["ScannerAdfEmpty", job("http://elsewhere/eSCL/ScanJobs/abc-1", "Aborted"), "scanner-feeder-empty"],
    ["ScannerAdfLoaded", job("http://elsewhere/eSCL/ScanJobs/abc-1", "Canceled"), "scanner-stopped-at-device"],
    ["ScannerAdfLoaded", job("urn:uuid:abc-1", "Aborted"), "scanner-failed"],
  ])("%s %s is %s", (adf, jobInfo, code) => expect(findStatusFailure(status(adf, jobInfo), moment)?.code).toBe(code));

  it.each([
    ["another's cancelled job", "ScannerAdfLoaded", job("/eSCL/ScanJobs/zzz", "Canceled")],
    ["an empty feeder while its only sheet is under the lamp", "ScannerAdfEmpty", job("/eSCL/ScanJobs/abc-1", "Processing")],
    ["a device that says nothing", "", ""],
  ])("%s is no trouble", (_title, adf, jobInfo) => expect(findStatusFailure(status(adf, jobInfo), moment)).toBeUndefined());

  it("does not mind the feeder when scanning from the glass", () => {
    expect(findStatusFailure(status("ScannerAdfJam"), { ...moment, source: "flatbed" })).toBeUndefined();
  });
});
