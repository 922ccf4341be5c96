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
 * After `ready`: serves the page's files and the problem page.
 * @param problemHtml the document saying why the app cannot start; empty while it can
 */
export function serveApp(pageFolder: string, problemHtml: () => Promise<string>): void {
  const answer = async (url: URL): Promise<ProtocolResponse> => {
    if (url.host !== new URL(appOrigin).host) return notFound;
    if (url.pathname === "/problem.html") return respond(await problemHtml(), ".html", false);
    const file = normalize(join(pageFolder, decodeURIComponent(url.pathname)));
    if (!file.startsWith(pageFolder + sep)) return notFound;
    return respond(await readFile(file), extname(file), url.pathname.startsWith("/assets/"));
  };
  // `protocol.handle` speaks in the web's Request and Response, and to read these in takes as long as to read the page's script, just when
  // the first page waits.
  protocol.registerBufferProtocol("app", ({ url }, callback) => {
    answer(new URL(url)).catch(() => notFound).then(callback, () => undefined);
  });
}

const notFound: ProtocolResponse = { statusCode: 404, data: Buffer.alloc(0) };

function respond(body: string | Buffer, extension: string, isNamedByHash: boolean): ProtocolResponse {
  return {
    data: Buffer.from(body),
    headers: {
      "content-type": contentTypes[extension] ?? "application/octet-stream",
      "content-security-policy": contentSecurityPolicy,
      "x-content-type-options": "nosniff",
      // A script that is kept has its compiled code kept too, and the next start need not compile it.
      "cache-control": isNamedByHash ? "max-age=31536000, immutable" : "no-store",
    },
  };
}
