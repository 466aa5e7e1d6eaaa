/** A profile as V8 gives it. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Id of the node in which each sample was taken. */
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

/** A function at one place of the call tree. */
export interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** Profiles another process while something goes on. */
export interface Profiler {
  (during: () => Promise<unknown>): Promise<CpuProfile>;
  close(): void;
}

/** Connects to a Node process that was started with `--inspect=127.0.0.1:<port>`. */
export async function profiler(port: number): Promise<Profiler> {
  const socket = new WebSocket(await debuggerUrl(port));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('The inspector cannot be reached.'));
  });
  let lastId = 0;
  const waiting = new Map<number, (result: unknown) => void>();
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result);
    waiting.delete(id);
  };
  const send = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      socket.send(JSON.stringify({ id: lastId, method, params }));
    });
  await send('Profiler.enable');
  await send('Profiler.setSamplingInterval', { interval: 250 });

  const profile = async (during: () => Promise<unknown>): Promise<CpuProfile> => {
    await send('Profiler.start');
    await during();
    const stopped = await send('Profiler.stop');
    if (!holdsProfile(stopped)) throw new Error('The inspector gave no profile.');
    return stopped.profile;
  };
  return Object.assign(profile, { close: () => socket.close() });
}

async function debuggerUrl(port: number): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const [target] = JSON.parse(await (await fetch(`http://127.0.0.1:${port}/json`)).text());
      return target.webSocketDebuggerUrl;
    } catch (error) {
      if (attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function holdsProfile(result: unknown): result is { readonly profile: CpuProfile } {
  return typeof result === 'object' && result !== null && 'profile' in result;
}
