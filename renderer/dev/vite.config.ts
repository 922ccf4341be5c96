import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `npx vite --config renderer/dev/vite.config.ts`: the desks in a browser, on a made-up workstation process. Never shipped. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { port: 5199, strictPort: true, fs: { allow: ["../.."] } },
});
