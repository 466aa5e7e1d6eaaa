import type { Told } from './explanation.ts';
import { type Call, countOf, wavesOf } from './needs.ts';
import { useSettings } from './settings.ts';

/** The upstream calls of an operation, one row per call and one box per wave, with their number against the budget. */
export function CallsPicture({ told }: { readonly told: Told }) {
  const { callBudget } = useSettings();
  const { calls } = told.mine;
  const waves = wavesOf(told);
  const spared = waves.flat().filter(({ isSpared }) => isSpared).length;
  return (
    <div className="access-part">
      <h2>Upstream calls</h2>
      <p className="calls-total">
        <strong>{countOf(calls)}</strong> {calls.most === 1 ? 'call' : 'calls'} in <strong>{calls.waves}</strong>{' '}
        {calls.waves === 1 ? 'wave' : 'waves'}
        {spared > 0 && <em>{spared} spared</em>}
      </p>
      <p className="calls-budget">
        <meter
          aria-label="Share of the budget of calls"
          value={calls.known}
          max={callBudget}
          high={callBudget * 0.8}
          low={callBudget * 0.5}
          optimum={0}
        />
        <small>
          {calls.known} of {callBudget}
        </small>
      </p>
      <ol className="calls-waves">
        {waves.map((wave) => (
          <li key={wave[0]?.wave}>
            <small className="calls-wave">{wave[0]?.wave}</small>
            <ul>
              {wave.map((call) => (
                <CallRow key={`${call.path} ${call.method} ${call.template}`} {...call} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {calls.perItem.map(({ coordinate, known }) => (
        <p key={coordinate} className="access-note">
          <code>{coordinate}</code> calls for each item of its list: up to {known} calls.
        </p>
      ))}
    </div>
  );
}

function CallRow({ path, method, template, service, count, isBatched, isSpared }: Call) {
  const call = `${method} ${template}`;
  // In a narrow row only what tells calls apart; the title says all.
  const short = (method === 'GET' ? template : call).replaceAll(/\{\w+\}/g, '{…}');
  return (
    <li className={isSpared ? 'call spared' : 'call'} data-service={service} title={`${path}: ${call}`}>
      <strong>{path.split('.').at(-1)}</strong>
      <code>{short}</code>
      <small>
        {isSpared ? 'spared' : `× ${count}`}
        {isBatched && ' batched'}
      </small>
    </li>
  );
}
