/** What may be said when the app is started. Everything else on the command line belongs to Chromium. */
export interface CommandLine {
  /** Instead of the system's folder for the app's data: `--data-folder=PATH`. */
  readonly dataFolder: string | undefined;
  /** 64 hex digits; not heeded by a released build: `--database-key-file=PATH`. */
  readonly databaseKeyFile: string | undefined;
  /** Settings for the workstation process: `--option=NAME=VALUE`, repeatable. */
  readonly options: Readonly<Record<string, string>>;
}

export function parseCommandLine(arguments_: readonly string[]): CommandLine {
  const valuesOf = (name: string): string[] =>
    arguments_.filter((argument) => argument.startsWith(`--${name}=`)).map((argument) => argument.slice(name.length + 3));
  const options: Record<string, string> = {};
  for (const option of valuesOf("option")) {
    const end = option.indexOf("=");
    if (end > 0) options[option.slice(0, end)] = option.slice(end + 1);
  }
  return { dataFolder: valuesOf("data-folder").at(-1), databaseKeyFile: valuesOf("database-key-file").at(-1), options };
}
