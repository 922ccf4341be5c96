import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { protocol, type ProtocolResponse } from "electron";
import { contentSecurityPolicy } from "./content-security-policy.ts";

export const appOrigin = "app://yichuang";
export const deskUrl = `${appOrigin}/index.html`;
export const problemUrl = `${appOrigin}/problem.html`;

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
};

/** Before `ready`: makes `app://yichuang` an origin of its own, so that the page needs no rights of `file:`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true, codeCache: true } }]);
}

/**
 * After `ready`: serves the page's files and the problem page, each document with its own style nonce.
 * @param problemHtml the document saying why the app cannot start; empty while it can
 */
export function serveApp(pageFolder: string, problemHtml: (nonce: string) => Promise<string>): void {
  const answer = async (url: URL): Promise<ProtocolResponse> => {
    if (url.host !== new URL(appOrigin).host) return notFound;
    const nonce = randomBytes(16).toString("base64");
    if (url.pathname === "/problem.html") return respond(await problemHtml(nonce), ".html", nonce);
    const file = normalize(join(pageFolder, decodeURIComponent(url.pathname)));
    if (!file.startsWith(pageFolder + sep)) return notFound;
    const content = await readFile(file);
    const extension = extname(file);
    return respond(extension === ".html" ? withNonce(content, nonce) : content, extension, nonce);
  };
  // `protocol.handle` speaks in the web's Request and Response, and to read these in takes as long as to read the page's script, just when
  // the first page waits.
  protocol.registerBufferProtocol("app", ({ url }, callback) => {
    answer(new URL(url)).catch(() => notFound).then(callback, () => undefined);
  });
}

const notFound: ProtocolResponse = { statusCode: 404, data: Buffer.alloc(0) };

/** The page hands this nonce to antd, which writes its styles as `<style>` elements. */
function withNonce(html: Buffer, nonce: string): string {
  return html.toString("utf8").replaceAll("__STYLE_NONCE__", nonce);
}

function respond(body: string | Buffer, extension: string, nonce: string): ProtocolResponse {
  return {
    data: Buffer.from(body),
    headers: {
      "content-type": contentTypes[extension] ?? "application/octet-stream",
      "content-security-policy": contentSecurityPolicy(nonce),
      "x-content-type-options": "nosniff",
      // The page's script bears its hash in its name. Kept, its compiled code is kept too, and the next start need not compile it.
      "cache-control": extension === ".html" ? "no-store" : "max-age=31536000, immutable",
    },
  };
}
