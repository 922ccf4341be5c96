import { X509Certificate } from "node:crypto";
import { connect } from "node:tls";
import { Failure } from "../../domain/failure.ts";

export interface DeviceCertificate {
  readonly pem: string;
  /** SHA-256, in pairs of hexadecimal digits: what the device shows on its own panel or page. */
  readonly fingerprint: string;
  readonly validUntil: Date;
}

/**
 * The certificate a device shows at this address, believed or not: a person compares the fingerprint before it is trusted. Throws Failure
 * `device-certificate-unreadable`.
 */
export async function readCertificate({ host, port, limitMs = 5_000 }: { host: string; port: number; limitMs?: number }): Promise<DeviceCertificate> {
  // Believed for this one look: nothing is sent.
  const socket = connect({ host, port, rejectUnauthorized: false, timeout: limitMs });
  try {
    return await new Promise((resolve, reject) => {
      socket.on("error", reject);
      socket.on("timeout", () => reject(new Error("no answer")));
      socket.on("secureConnect", () => {
        const { raw } = socket.getPeerCertificate();
        const certificate = new X509Certificate(raw);
        resolve({ pem: certificate.toString(), fingerprint: certificate.fingerprint256, validUntil: new Date(certificate.validTo) });
      });
    });
  } catch (cause) {
    throw new Failure("device-certificate-unreadable", { retryable: true, details: { host, port }, cause });
  } finally {
    socket.destroy();
  }
}
