import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const fromRoot = (path: string): string => resolve(import.meta.dirname, path);
/** Packing builds elsewhere than into `out/`, which tests and trials use. */
const outFolder = fromRoot(process.env["YICHUANG_OUT_FOLDER"] ?? "out");

export default defineConfig({
  main: {
    // A packaged test build (see docs/development.md) differs from a released one by this word only.
    define: { __YICHUANG_FLAVOUR__: JSON.stringify(process.env["YICHUANG_FLAVOUR"] ?? "production") },
    // fflate's build for Node declares `require`, and so do electron-vite's shims in a chunk that uses it: both in one do not load.
    resolve: { alias: { fflate: "fflate/browser" } },
    build: {
      // Tests may run the main process in Electron 33 (Node 20).
      target: "node20.18",
      // Hundreds of small files to find and read at every start, unless they are in the bundle; what has native parts or fonts stays outside.
      externalizeDeps: { exclude: ["zod", "drizzle-orm", "uuid", "html-entities", "fflate", "receiptline"] },
      outDir: resolve(outFolder, "main"),
      rolldownOptions: {
        input: {
          main: fromRoot("electron/main/main.ts"),
          workstation: fromRoot("electron/workstation/main.ts"),
          native: fromRoot("devices/native-main.ts"),
        },
        output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload script is one CommonJS file.
      externalizeDeps: false,
      outDir: resolve(outFolder, "preload"),
      rolldownOptions: {
        input: { preload: fromRoot("electron/preload/preload.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: fromRoot("renderer"),
    plugins: [react()],
    build: {
      target: "chrome130",
      minify: true,
      // Read from the disk beside it: one file of this size is quicker than many.
      chunkSizeWarningLimit: 1500,
      outDir: resolve(outFolder, "renderer"),
      emptyOutDir: true,
      rolldownOptions: { input: fromRoot("renderer/index.html") },
    },
  },
});
