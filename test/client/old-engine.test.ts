import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documents } from '../../src/documents/documents.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { serve, type TestServer } from '../server/server.ts';

const folder = new URL('../../schema/manifests/', import.meta.url).pathname;

let sandbox: Sandbox;
let server: TestServer;
let script: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox, { TRUSTED_MODE: 'require', TRUSTED_DOCUMENTS: folder });
  const build = await rolldown({ input: new URL('../../src/client/client.ts', import.meta.url).pathname });
  const { output } = await build.generate({ format: 'iife', name: 'dintero' });
  script = output[0].code;
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

/** The signal of React Native: no `timeout`, `any`, `throwIfAborted` and `reason`. */
class OldSignal {
  aborted = false;
  #listeners: (() => void)[] = [];
  addEventListener(_: string, listener: () => void): void {
    this.#listeners.push(listener);
  }
  removeEventListener(_: string, listener: () => void): void {
    this.#listeners = this.#listeners.filter((each) => each !== listener);
  }
  end(): void {
    this.aborted = true;
    for (const listener of this.#listeners) listener();
  }
}

class OldController {
  readonly signal = new OldSignal();
  abort(): void {
    this.signal.end();
  }
}

/** Runs a program in an engine that has what React Native has, and no `crypto`, `DOMException`, `URL` or `TextEncoder`. */
async function runHere(program: string): Promise<unknown> {
  const engine = createContext({
    AbortController: OldController,
    Headers,
    setTimeout,
    clearTimeout,
    token: () => sandbox.token('mobile'),
    fetch: async (url: string, { signal, ...init }: { readonly signal: OldSignal } & RequestInit) =>
      signal.aborted ? Response.error() : server.app.fetch(new Request(url, init)),
    id: documents.mobile.Me.id,
  });
  return runInContext(`${script}\n(async () => { ${program} })()`, engine);
}

describe('an engine without the globals that browsers have', () => {
  it('runs a document that holds its id, by POST and by GET', async () => {
    const program = `
      const client = dintero.createClient({ url: 'http://bff/graphql', token, documents: 'trusted' });
      const me = { __meta__: { hash: id } };
      const answers = [await client.run(me), await client.run(me, {}, { method: 'GET' })];
      return JSON.stringify(answers.map(({ data }) => data.me.firstName));`;
    expect(await runHere(program)).toBe('["Kari","Kari"]');
  });

  it('ends after the time, and when its caller leaves', async () => {
    const program = `
      const never = () => new Promise(() => {});
      const slow = dintero.createClient({ url: 'http://bff/graphql', fetch: never, timeout: 20, documents: 'trusted' });
      const me = { __meta__: { hash: id } };
      const late = await slow.run(me).catch(({ reason }) => reason);
      const left = new AbortController();
      const asked = dintero.createClient({ url: 'http://bff/graphql', fetch: never, documents: 'trusted' });
      const run = asked.run(me, {}, { signal: left.signal });
      left.abort();
      const gone = await run.catch(({ name }) => name);
      const before = await asked.run(me, {}, { signal: left.signal }).catch(({ name }) => name);
      return JSON.stringify([late, gone, before]);`;
    expect(await runHere(program)).toBe('["timeout","AbortError","AbortError"]');
  });

  it('says what is needed where a document holds no id', async () => {
    const program = `
      const client = dintero.createClient({ url: 'http://bff/graphql', token, documents: 'trusted' });
      return client.run('{ me { firstName } }').catch(({ message }) => message);`;
    expect(await runHere(program)).toContain('codegenConfig');
  });
});
