import { app } from "electron";

declare const __YICHUANG_FLAVOUR__: string;

/**
 * A released build: packaged, and built without `YICHUANG_FLAVOUR=test`. It takes the database key from the system's keyring only
 * and refuses remote debugging. A packaged test build exists because Playwright cannot start a released one.
 */
export function isReleased(): boolean {
  return app.isPackaged && __YICHUANG_FLAVOUR__ !== "test";
}
