/** A field for an amount, as it is typed. */
export function Kroner({ value, typed }: { readonly value: string; readonly typed: (value: string) => void }) {
  return (
    <label>
      Kroner
      <input type="number" min="0.01" step="0.01" value={value} onChange={(event) => typed(event.target.value)} />
    </label>
  );
}

/** What was typed, in øre, which is how the server counts. */
export function inOre(kroner: string): number {
  return Math.round(Number(kroner) * 100);
}
