/** Says one thing on standard error and ends the program with a status: 1, or 2 for wrong use. */
export function exitWith(message: string, status: 1 | 2 = 1): never {
  console.error(message);
  process.exit(status);
}

/** Runs `stop` when the program is told to end (Ctrl-C, SIGTERM), then ends it; told twice, it ends at once. */
export function onStop(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

/** How a command is run from here: by npm in the repository, by npx where the package is installed. */
export function commandText(command: string, argument?: string): string {
  if (!import.meta.url.endsWith('.ts')) return ['npx dintero-graphql', command, argument].filter(Boolean).join(' ');
  return argument === undefined ? `npm run ${command}` : `npm run -s ${command} -- ${argument}`;
}
