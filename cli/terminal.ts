/** What a command may say and to whom: results to `print`, everything meant for a person beside them to `note`. */
export interface Terminal {
  print(line: string): void;
  note(line: string): void;
}

export const processTerminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
};

/** `exitCode` 0: done; 1: something failed and was said; 2: the arguments were wrong. */
export type ExitCode = 0 | 1 | 2;

/** Carries a command out: it finishes with an exit code and has said itself what went wrong; a Failure it throws is said for it. */
export type Run = (work: () => Promise<ExitCode>) => Promise<void>;
