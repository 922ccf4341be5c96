import type { StaffCardLibrarySettings } from "./library-settings.ts";

export interface KnownLibrary {
  /** Of the file, whole. */
  readonly file: RegExp;
  readonly kind: StaffCardLibrarySettings["kind"];
  /** Whose it is, for the clerk; null for a name that only sounds like one. */
  readonly maker: string | null;
}

/** Names that vendors' installers give their libraries, the first that fits. What only sounds like one comes last. */
export const knownLibraries: readonly KnownLibrary[] = [
  { file: /^(lib|mtoken_)(gm3000|k5|k7)[\d.]*\.(so|dll)$/i, kind: "skf", maker: "龙脉 mToken" },
  { file: /^(lib)?gm3000_pkcs11\.(so|dll)$/i, kind: "pkcs11", maker: "龙脉 mToken" },
  { file: /^(lib)?FT_SKFAPI.*\.(so|dll)$/i, kind: "skf", maker: "飞天诚信" },
  { file: /^(ShuttleCsp11_3003|ngp11v211|eps2003csp11)\.dll$/i, kind: "pkcs11", maker: "飞天诚信 ePass" },
  { file: /^lib(epsng_p11|castle|castle_v2|shuttle_p11v220)\.so[\d.]*$/, kind: "pkcs11", maker: "飞天诚信 ePass" },
  { file: /^(lib)?wdpkcs\.(so|dll)$/i, kind: "pkcs11", maker: "握奇" },
  { file: /^WTSKFInterface\.dll$/i, kind: "skf", maker: "赢达信" },
  { file: /^(eTPKCS11\.dll|libeTPkcs11\.so|libeToken\.so)$/i, kind: "pkcs11", maker: "SafeNet eToken" },
  { file: /^opensc-pkcs11\.(so|dll)$/i, kind: "pkcs11", maker: "OpenSC" },
  { file: /^libsofthsm2\.so$/, kind: "pkcs11", maker: "SoftHSM（测试用）" },
  { file: /^(?!.*(p11-kit|libp11\.|libp11_|helper|gnome-keyring|onepin|pkcs11-spy)).*(pkcs11|csp11|_p11).*\.(so|dll)[\d.]*$/i, kind: "pkcs11", maker: null },
  { file: /^.*skf.*\.(so|dll)[\d.]*$/i, kind: "skf", maker: null },
];

/** Where they lie; `*` is any folder. */
export function libraryFolders(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>): string[] {
  if (platform === "win32") {
    const programs = [environment["ProgramFiles"], environment["ProgramFiles(x86)"]].flatMap((folder) => (folder ? [`${folder}\\*`, `${folder}\\*\\*`] : []));
    return [`${environment["SystemRoot"] ?? "C:\\Windows"}\\System32`, ...programs];
  }
  const systems = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib/loongarch64-linux-gnu"];
  return [...systems.flatMap((folder) => [folder, `${folder}/pkcs11`, `${folder}/softhsm`]), "/opt/*/lib", "/opt/apps/*/files/lib"];
}
