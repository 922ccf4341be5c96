/**
 * An operational failure: something outside the program did not do what was asked (a device, a file, a network).
 * Expected outcomes of a rule are values (see `Refusal`); mistakes in the program throw ordinary errors.
 *
 * `code` is stable and kebab-case with its area in front (`scanner-jam`, `page-truncated`); the wording shown to people is
 * chosen from it in `contracts/wording`. `details` holds what the wording names (a file, a device), never secrets.
 */
export class Failure extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: string,
    options: { retryable?: boolean; details?: Record<string, string | number>; cause?: unknown; message?: string } = {},
  ) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Failure";
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}

export function isFailure(error: unknown, code?: string): error is Failure {
  return error instanceof Failure && (code === undefined || error.code === code);
}
