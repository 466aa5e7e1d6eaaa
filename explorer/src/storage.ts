/** Whether anything may be written: not after a sign-out, until somebody is chosen. */
let isKept = true;

/** What GraphiQL keeps of tabs, history and appearance; it never holds a token. */
export const editorStorage = {
  getItem: (name: string) => localStorage.getItem(name),
  setItem(name: string, value: string) {
    if (isKept) localStorage.setItem(name, value);
  },
  removeItem: (name: string) => localStorage.removeItem(name),
  clear: () => localStorage.clear(),
  get length() {
    return localStorage.length;
  },
};

/** Lets the editor write again. */
export function keepStorage(): void {
  isKept = true;
}

/** Empties the browser's storage of this origin, and lets nothing be written. */
export function clearStorage(): void {
  isKept = false;
  localStorage.clear();
  sessionStorage.clear();
}
