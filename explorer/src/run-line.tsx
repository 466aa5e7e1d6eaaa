import { useCallers } from './callers.ts';
import { useRun } from './run.ts';

/** A line below the answer: how it ended, how long it took, and what it cost upstream. */
export function RunLine() {
  const { run } = useRun();
  const tab = useCallers((state) => state.tab?.id ?? null);
  if (run === null || run.tab !== tab) return <p className="run-line">Ctrl-Enter runs the operation.</p>;
  const { status, milliseconds, codes, cost } = run;
  return (
    <p className="run-line" role="status">
      <span className={status === 200 ? 'run-status good' : 'run-status bad'}>{status}</span>
      <span>{milliseconds.toFixed(0)} ms</span>
      {cost !== null && (
        <span>
          {cost.calls} upstream {cost.calls === 1 ? 'call' : 'calls'} in {cost.waves}{' '}
          {cost.waves === 1 ? 'wave' : 'waves'}
        </span>
      )}
      {codes.length > 0 && <span className="run-codes">{countsOf(codes)}</span>}
    </p>
  );
}

/** `2 INSUFFICIENT_SCOPE`, with commas between. */
function countsOf(codes: readonly string[]): string {
  return [...Map.groupBy(codes, (code) => code)].map(([code, all]) => `${all.length} ${code}`).join(', ');
}
