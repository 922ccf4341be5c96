import { expect, test } from "vitest";
import { parseCommandLine } from "./command-line.ts";

test("takes its own arguments and leaves Chromium's alone", () => {
  const line = parseCommandLine([
    "/opt/yichuang/yichuang", "--no-sandbox", "--data-folder=/a b", "--option=centreUrl=http://127.0.0.1:1/?a=b", "--option=empty=",
    "--option=nothing", "--database-key-file=/key", "--inspect=0",
  ]);
  expect(line).toEqual({
    dataFolder: "/a b", databaseKeyFile: "/key", options: { centreUrl: "http://127.0.0.1:1/?a=b", empty: "" },
  });
  expect(parseCommandLine(["app"])).toEqual({ dataFolder: undefined, databaseKeyFile: undefined, options: {} });
});
