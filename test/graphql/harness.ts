import { readFileSync } from 'node:fs';
import { readConfig } from '../../src/config/config.ts';
import type { PersonaName } from '../../src/sandbox/personas.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import type { App } from '../../src/server/app.ts';
import { assemble } from '../../src/server/assemble.ts';
import { createLogger } from '../../src/server/log.ts';
import { patient } from '../patient.ts';
import { undeclared } from './foretold.ts';

/** Who asks, and with which variables. */
export interface Asking {
  /** Default: helpdesk. */
  readonly as?: PersonaName;
  /** A token instead of a persona's; null: none. */
  readonly token?: string | null;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Whether its calls are held to what the document declares. Default: yes. */
  readonly isHeld?: boolean;
}

/** A document that is shipped for apps: `helpdesk/Customer360`. */
export function shipped(name: string): string {
  return readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
}

/** What came back, and what it cost upstream. */
export interface Answer {
  readonly status: number;
  // The shape is the query's own; tests state what they expect of it.
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever its query asked for
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  /** Codes of the errors, in order. */
  readonly codes: readonly unknown[];
  /** Operation ids of the upstream calls that it made, sorted. */
  readonly calls: readonly (string | null)[];
}

/** The server with the sandbox behind it, asked through its fetch handler. */
export interface Harness {
  readonly sandbox: Sandbox;
  readonly app: App;
  ask(query: string, asking?: Asking): Promise<Answer>;
  /** The data of an answer; fails with the errors where there are any. */
  read(query: string, asking?: Asking): Promise<Answer['data']>;
  /** Runs one mutation with its input, by default as admin, and reads `selection` and the user errors. */
  mutate(name: string, input: object, selection: string, asking?: Asking): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a sandbox and a server; `env` is added to the server's environment. */
export async function startHarness(env: Readonly<Record<string, string>> = {}): Promise<Harness> {
  const sandbox = await startSandbox();
  const { app, warmUp, close } = assemble({
    config: readConfig(patient(env)),
    dintero: {
      accountId: sandbox.accountId,
      baseUrl: sandbox.url,
      client: { id: 'bff', secret: 'sandbox-secret' },
      jwksUrl: null,
      jwksFile: null,
    },
    log: createLogger('silent'),
    personas: null,
  });
  await warmUp();

  let asked = 0;
  /** Ids of the requests that have their answer. */
  const answered = new Set<string | null>();

  async function ask(
    query: string,
    { as = 'helpdesk', token, variables, isHeld = true }: Asking = {},
  ): Promise<Answer> {
    const bearer = token === undefined ? await sandbox.token(as) : token;
    sandbox.clearCalls();
    asked += 1;
    // A random id can hold any few digits that a test looks for.
    const id = `request-${asked}`;
    const response = await app.fetch(
      new Request('http://bff/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-request-id': id,
          ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
        },
        body: JSON.stringify({ query, variables }),
      }),
    );
    const { data, errors = [] } = await response.json();
    // A call of a request before, ended on its way, may come to the sandbox only now. All others count, whoever made them.
    const made = sandbox.calls.flatMap(({ requestId, endpoint }) => (answered.has(requestId) ? [] : [endpoint]));
    answered.add(id);
    const wild = isHeld ? undeclared(query, variables, made) : [];
    if (wild.length > 0) throw new Error(`Nothing in this document declares ${wild.join(', ')}: ${query}`);
    return {
      status: response.status,
      data,
      errors,
      codes: errors.map((error: Answer['errors'][number]) => error.extensions['code']),
      calls: made.sort(),
    };
  }

  return {
    sandbox,
    app,
    ask,
    async read(query, asking) {
      const { data, errors } = await ask(query, asking);
      if (errors.length > 0) throw new Error(`${query} was answered with ${JSON.stringify(errors)}`);
      return data;
    },
    mutate: (name, input, selection, asking) => {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const errors = 'userErrors { code message field }';
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} ${errors} } }`;
      return ask(query, { as: 'admin', ...asking, variables: { input } });
    },
    close: async () => {
      await close();
      await sandbox.close();
    },
  };
}
