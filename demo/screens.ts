import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isBuildOutOfDate } from "../build/app-build.ts";
import { hasPurpose } from "../build/machine-packages.ts";
import { prepareElectron } from "../build/prepare-electron.ts";
import { startVirtualDisplay } from "../build/virtual-display.ts";
import type { Role } from "../domain/people/role.ts";
import { seedPassword } from "../server/seed/people.ts";
import { launchApp, type LaunchedApp } from "../test/e2e/launch.ts";
import { demoDatabaseKey, type Desk } from "./desk.ts";
import { personOf } from "./people.ts";

/** The real app, started on a desk's own data by whoever has the role there. */
export interface Screens {
  show(desk: Desk, role: Role, use: (app: LaunchedApp) => Promise<void>): Promise<void>;
  close(): void;
}

/** Undefined when this machine has nothing to start the app on, which it says; throws where the app's own runtime cannot be had. */
export async function openScreens(workFolder: string): Promise<Screens | undefined> {
  if (!hasPurpose("screen")) {
    console.log("  这台机器没有启动界面所需的系统包（见开头的说明），未截图");
    return undefined;
  }
  await prepareElectron();
  if (isBuildOutOfDate() && spawnSync("electron-vite", ["build"], { stdio: ["ignore", "ignore", "inherit"] }).status !== 0) throw new Error("the app could not be built");
  const keyFile = join(workFolder, "database-key");
  await writeFile(keyFile, demoDatabaseKey, { mode: 0o600 });
  const display = await startVirtualDisplay();
  return {
    async show(desk, role, use) {
      await desk.close();
      const app = await launchApp({
        dataFolder: desk.dataFolder,
        hasKeyFile: false,
        // An empty folder: the scanners of this machine are none of the demo's.
        options: { saneConfigFolder: workFolder },
        arguments: [`--database-key-file=${keyFile}`],
        environment: { DISPLAY: display.name },
      });
      try {
        await app.page.getByLabel("账号").fill(personOf(desk.office.id, role).account);
        await app.page.getByLabel("密码").fill(seedPassword.initial);
        await app.page.keyboard.press("Enter");
        await app.page.getByRole("navigation", { name: "工作页面" }).waitFor();
        await use(app);
      } finally {
        await app.close();
      }
    },
    close: () => display.stop(),
  };
}
