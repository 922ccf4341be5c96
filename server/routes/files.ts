import type { Readable } from "node:stream";
import { z } from "zod";
import {
  longestFileBytes, missingFilesRequestSchema, missingFilesSchema, uploadCompleteHeader, uploadLengthHeader, uploadOffsetHeader,
} from "../../contracts/sync.ts";
import { Failure, isFailure } from "../../domain/failure.ts";
import { sha256Schema, type Sha256 } from "../../domain/ids.ts";
import type { Centre } from "../centre.ts";
import { moveSealedFile } from "../documents/sealed-files.ts";
import { mayOfficeRead } from "../files/case-files.ts";
import { checkPage } from "../files/check-page.ts";
import type { UploadState } from "../files/file-store.ts";
import { authenticateWorkstation, checkProtocol } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

const paramsSchema = z.object({ sha256: sha256Schema });
const uploadHeadersSchema = z.looseObject({
  [uploadOffsetHeader]: z.coerce.number().int().min(0),
  [uploadLengthHeader]: z.coerce.number().int().min(1),
});

export function addFileRoutes(app: App, centre: Centre): void {
  // The body is written as it comes, so that what arrived before a cut is kept.
  app.addContentTypeParser("application/octet-stream", (_request, payload, take) => take(null, payload));

  app.post(
    "/api/files/missing",
    { schema: { summary: "Which contents are not here whole", tags: ["files"], body: missingFilesRequestSchema, response: { 200: missingFilesSchema, ...failureResponse } } },
    async (request) => {
      checkProtocol(request);
      await authenticateWorkstation(centre, request);
      const states = await Promise.all(request.body.sha256s.map(async (sha256) => ({ sha256, ...(await centre.fileStore.stateOf(sha256)) })));
      return { missing: states.filter(({ isComplete }) => !isComplete).map(({ sha256, offset }) => ({ sha256, offset })) };
    },
  );

  app.head("/api/files/:sha256", { schema: { summary: "How much of a content has arrived", tags: ["files"], params: paramsSchema } }, async (request, reply) => {
    checkProtocol(request);
    await authenticateWorkstation(centre, request);
    return reply.headers(headersOf(await centre.fileStore.stateOf(request.params.sha256))).send();
  });

  app.patch(
    "/api/files/:sha256",
    {
      schema: {
        summary: "Send the content's next bytes (application/octet-stream)",
        tags: ["files"],
        consumes: ["application/octet-stream"],
        params: paramsSchema,
        headers: uploadHeadersSchema,
        response: { 204: z.null().describe("taken; the headers say how far"), ...failureResponse },
      },
    },
    async (request, reply) => {
      checkProtocol(request);
      await authenticateWorkstation(centre, request);
      const length = Number(request.headers[uploadLengthHeader]);
      if (length > longestFileBytes) throw new Failure("file-too-long", { details: { length: longestFileBytes } });
      const bytes = request.body as Readable | undefined;
      if (bytes === undefined) throw new Failure("request-invalid", { details: { field: "body", problem: "application/octet-stream expected" } });
      try {
        const state = await centre.fileStore.write(request.params.sha256, { offset: Number(request.headers[uploadOffsetHeader]), length, bytes, check: checkPage });
        return await reply.headers(headersOf(state)).status(204).send(null);
      } catch (error) {
        if (isFailure(error) && typeof error.details["offset"] === "number") reply.header(uploadOffsetHeader, error.details["offset"]);
        throw error;
      }
    },
  );

  app.get(
    "/api/files/:sha256",
    { schema: { summary: "A content some case of the workstation's office names", tags: ["files"], produces: ["application/octet-stream"], params: paramsSchema } },
    async (request, reply) => {
      checkProtocol(request);
      const workstation = await authenticateWorkstation(centre, request);
      const { sha256 } = request.params;
      // What an office may not read and what is not there look the same from outside.
      const isReadable = await mayOfficeRead(centre.database, workstation.officeId, sha256);
      const length = isReadable ? ((await centre.fileStore.findLength(sha256)) ?? (await findMovedLength(centre, sha256))) : undefined;
      if (length === undefined) throw new Failure("file-unknown", { details: { sha256 } });
      return reply
        .headers({ "content-type": "application/octet-stream", "content-length": length, "cache-control": "private, immutable" })
        .send(centre.fileStore.read(sha256));
    },
  );
}

/** A sealed paper asked for before it was moved to the store. */
async function findMovedLength(centre: Centre, sha256: Sha256): Promise<number | undefined> {
  await moveSealedFile(centre, sha256);
  return centre.fileStore.findLength(sha256);
}

function headersOf(state: UploadState): Record<string, string> {
  return { [uploadOffsetHeader]: String(state.offset), "cache-control": "no-store", ...(state.isComplete ? { [uploadCompleteHeader]: "1" } : {}) };
}
