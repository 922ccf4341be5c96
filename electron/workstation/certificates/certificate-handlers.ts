import type { certificateChannels } from "../../../contracts/ipc/certificates.ts";
import type { Actor } from "../../../domain/people/role.ts";
import { findCode } from "../../../scanner/pipeline/find-code.ts";
import type { Handlers } from "../host/ipc-server.ts";
import type { UseCases } from "../use-cases.ts";

type CertificateContract = { readonly channels: typeof certificateChannels; readonly topics: Record<never, never> };
type SignedIn = <Request, Answer>(answer: (request: Request, actor: Actor) => Answer) => (request: Request) => Answer;

export function createCertificateHandlers({ certificates: { acts, papers, sheets, verifying, preview } }: Pick<UseCases, "certificates">, signedIn: SignedIn): Handlers<CertificateContract> {
  return {
    "certificates.preview": signedIn(({ caseId }) => preview(caseId)),
    "certificates.issue": signedIn((request, actor) => acts.issue(actor, request)),
    "certificates.issueMany": signedIn((request) => acts.issueMany(request)),
    "certificates.revoke": signedIn((request, actor) => acts.revoke(actor, request)),
    "certificates.verifyFile": signedIn(({ file }) => verifying.verifyFile(file)),
    "certificates.verifyText": signedIn(({ text }) => verifying.verifyText(text)),
    "certificates.findCode": signedIn(async ({ picture }) => ({ code: (await findCode(picture)) ?? null })),
    "certificates.print": signedIn((request, actor) => sheets.print(actor, request)),
    "certificates.unbookedSheets": signedIn((_request, actor) => sheets.listUnbooked(actor)),
    "certificates.forgetSheet": signedIn(({ jobId }) => {
      sheets.forget(jobId);
      return {};
    }),
    "sheets.list": signedIn(() => sheets.listStocks()),
    "sheets.spoil": signedIn((sheet) => sheets.spoil(sheet)),
    "papers.listWaiting": signedIn(({ caseId }) => papers.listWaiting(caseId)),
    "papers.read": signedIn(({ caseId, sha256 }) => papers.read(caseId, sha256)),
    "papers.print": signedIn(({ caseId, sha256 }) => papers.print(caseId, sha256)),
    "papers.save": signedIn(({ caseId, sha256 }) => papers.save(caseId, sha256)),
  };
}
