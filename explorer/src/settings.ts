import { create } from 'zustand';
import type { ExplorerSettings } from '../../src/server/explorer/explorer.ts';

/** What the server says of itself. */
export const useSettings = create<ExplorerSettings>(() => ({ personas: null, explain: false, callBudget: 0 }));

/** Asks the server for its settings. */
export async function loadSettings(): Promise<ExplorerSettings> {
  const response = await fetch('explorer/settings');
  const settings: ExplorerSettings = await response.json();
  useSettings.setState(settings);
  return settings;
}
