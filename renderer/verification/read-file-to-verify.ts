import { longestVerifiedBytes } from "../../contracts/certificates.ts";
import { Failure } from "../../domain/failure.ts";

/** Throws `verified-file-too-large`, and `verified-file-unreadable` for a folder that was dropped or a stick that was pulled out. */
export async function readFileToVerify(file: Pick<File, "name" | "size" | "arrayBuffer">): Promise<Uint8Array> {
  const { name, size } = file;
  if (size > longestVerifiedBytes) throw new Failure("verified-file-too-large", { details: { name } });
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new Failure("verified-file-unreadable", { details: { name }, cause });
  }
}
