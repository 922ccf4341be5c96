/** Why the app cannot start. Its code has wording in `contracts/wording/app.ts`; the user sees it as a page in the window. */
export class StartProblem extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: string, details: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(code, { cause });
    this.name = "StartProblem";
    this.code = code;
    this.details = details;
  }
}
