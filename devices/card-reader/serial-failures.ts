import { Failure } from "../../domain/failure.ts";

/**
 * serialport 13 tells errors by their text alone; these are the texts of its Linux and Windows parts. On Windows a port that another
 * program holds is "Access denied": nobody lacks permission there.
 */
const failureByText: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/Permission denied/, "card-reader-no-permission"],
  [/Cannot lock port|resource busy|Access denied/i, "card-reader-busy"],
  [/Inappropriate ioctl|Is a directory|Not a typewriter/i, "card-reader-not-serial"],
  [/No such (file|device)|File not found|Input\/output error/i, "card-reader-missing"],
];

/** What opening a serial port failed with, as a Failure with `details.path`. */
export function toSerialFailure(error: Error, path: string): Failure {
  const code = failureByText.find(([pattern]) => pattern.test(error.message))?.[1] ?? "card-reader-failed";
  return new Failure(code, { retryable: true, details: { path }, cause: error });
}
