import { create } from 'zustand';
import type { ExplorerSettings } from '../../src/server/explorer/explorer.ts';
import { examples } from './examples.ts';
import { clearStorage, keepStorage } from './storage.ts';

/** As whom a tab runs: a persona of the sandbox, the token that was pasted, or nobody. */
export type Caller =
  | { readonly kind: 'persona'; readonly name: string }
  | { readonly kind: 'token' }
  | { readonly kind: 'nobody' };

/** An editor tab, as far as it matters to who runs it. */
interface Tab {
  readonly id: string;
  readonly title: string;
}

/** What a reload of the browser tab keeps, in its session storage; it ends with that tab. */
interface Kept {
  readonly token: string | null;
  /** By the id of the editor tab. */
  readonly byTab: Readonly<Record<string, Caller>>;
  /** Who was chosen last: new tabs run as that one. */
  readonly latest: Caller;
}

interface Callers extends Kept {
  readonly personas: ExplorerSettings['personas'];
  /** The editor tab that is open; null until the editor is there. */
  readonly tab: Tab | null;
  /** Counts the sign-outs: with each the editor begins anew. */
  readonly signOuts: number;
}

const nobody: Caller = { kind: 'nobody' };
const key = 'dintero-explorer:caller';

/** Who runs what. */
export const useCallers = create<Callers>(() => ({
  token: null,
  byTab: {},
  latest: nobody,
  personas: null,
  tab: null,
  signOuts: 0,
}));

/** Begins with what the last load of this browser tab left; without it, as the sandbox's first persona or as nobody. */
export function openCallers({ personas }: ExplorerSettings): void {
  const [first] = personas ?? [];
  const latest: Caller = first === undefined ? nobody : { kind: 'persona', name: first.name };
  useCallers.setState({ personas, latest, ...kept() });
}

/** The caller of an editor tab: who was chosen in it, else whom its example is for, else who was chosen last. */
export function callerOf({ byTab, latest, personas }: Callers, tab: Tab | null): Caller {
  if (tab === null) return latest;
  const example = personas === null ? undefined : examples.find(({ name }) => name === tab.title);
  return byTab[tab.id] ?? (example && latest.kind !== 'nobody' ? { kind: 'persona', name: example.persona } : latest);
}

/** The caller of the tab that is open. */
export function useCaller(): Caller {
  const json = useCallers((state) => JSON.stringify(callerOf(state, state.tab)));
  return JSON.parse(json);
}

/** Chooses who runs the tab that is open. */
export function choose(caller: Caller): void {
  const { tab, byTab } = useCallers.getState();
  keepStorage();
  keep({ latest: caller, byTab: tab === null ? byTab : { ...byTab, [tab.id]: caller } });
}

/** Takes a token that was pasted, be it with the word `Bearer` before it, for the tab that is open. */
export function pasteToken(text: string): void {
  const token = text.trim().replace(/^(authorization:\s*)?bearer\s+/i, '');
  useCallers.setState({ token });
  choose({ kind: 'token' });
}

/** Notes which tab is open; one that is seen first keeps the caller that it begins with. */
export function openTab(tab: Tab, open: readonly Tab[]): void {
  const state = useCallers.getState();
  const ids = new Set(open.map(({ id }) => id));
  const byTab = Object.fromEntries(Object.entries(state.byTab).filter(([id]) => ids.has(id)));
  useCallers.setState({ tab });
  keep({ byTab: { ...byTab, [tab.id]: callerOf(state, tab) } });
}

/** Forgets the token and everything that was typed. Nothing is written to the browser's storage until somebody is chosen. */
export function signOut(): void {
  clearStorage();
  useCallers.setState(({ signOuts }) => ({
    token: null,
    byTab: {},
    latest: nobody,
    tab: null,
    signOuts: signOuts + 1,
  }));
}

function keep(change: Partial<Kept>): void {
  useCallers.setState(change);
  const { token, byTab, latest } = useCallers.getState();
  if (latest.kind === 'nobody' && token === null) return;
  sessionStorage.setItem(key, JSON.stringify({ token, byTab, latest } satisfies Kept));
}

function kept(): Partial<Kept> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
