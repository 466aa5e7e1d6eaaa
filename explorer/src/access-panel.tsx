import { type GraphiQLPlugin, useGraphiQL } from '@graphiql/react';
import type { ExplainedField, Explanation } from '../../src/advice/explain.ts';
import { CallsPicture } from './calls-picture.tsx';
import { type Told, useReading } from './explanation.ts';
import { AccessIcon, AllowedIcon, DeniedIcon, DependsIcon } from './icons.tsx';
import { deniedOf, leastOf, type Need, needsOf } from './needs.ts';
import { placesOf } from './places.ts';
import { useSettings } from './settings.ts';

/** The panel beside the editor: what the operation needs, what the caller has and misses, and what it costs. */
export const accessPlugin: GraphiQLPlugin = { title: 'Access and cost', icon: AccessIcon, content: AccessPanel };

function AccessPanel() {
  const { reading } = useReading();
  const { explain } = useSettings();
  return (
    <section className="access" aria-label="Access and cost">
      {!explain && <p className="access-note">Explanations are switched off on this server (EXPLAIN=on).</p>}
      {explain && reading.kind === 'empty' && <p className="access-note">Write an operation to see what it needs.</p>}
      {reading.kind === 'wrong' && <p className="access-note">{reading.message}</p>}
      {reading.kind === 'told' && <Explained told={reading.told} />}
    </section>
  );
}

function Explained({ told }: { readonly told: Told }) {
  return (
    <>
      <Verdict explanation={told.mine} />
      <Scopes explanation={told.mine} />
      <CallsPicture told={told} />
      <Fields told={told} />
    </>
  );
}

function Verdict({ explanation }: { readonly explanation: Explanation }) {
  const { operation } = explanation;
  const { callBudget } = useSettings();
  const [tone, text] = verdictOn(explanation, callBudget);
  return (
    <p className={`access-verdict ${tone}`} role="status">
      <strong>{operation.name ?? `This ${operation.kind}`}</strong>
      <span>{text}</span>
    </p>
  );
}

/** Whether it would run and what would arrive: the tone in which it is told, and the sentence. */
function verdictOn(explanation: Explanation, callBudget: number): readonly ['allowed' | 'denied', string] {
  const { fields, viewer, calls } = explanation;
  const denied = deniedOf(explanation).length;
  if (viewer === null && fields.length > 0) return ['denied', 'Nobody is signed in: these fields need a token.'];
  if (calls.known > callBudget)
    return [
      'denied',
      `It will be refused: it may take ${calls.known} calls, and ${callBudget} are allowed. Ask for less at once.`,
    ];
  if (denied > 0)
    return ['denied', `${denied} of ${fields.length} fields will be denied. The rest arrives all the same.`];
  return ['allowed', fields.length === 0 ? 'Needs no scope.' : 'Everything in it may be read.'];
}

function Scopes({ explanation }: { readonly explanation: Explanation }) {
  const { scopes, unused, closed } = needsOf(explanation);
  if (scopes === null) return <p className="access-note">Too many sets of scopes would do to tell one.</p>;
  return (
    <div className="access-part">
      <h2>Scopes</h2>
      {scopes.length === 0 && <p className="access-note">It needs none.</p>}
      <ul className="access-scopes">
        {scopes.map((need) => (
          <ScopeRow key={need.scope} {...need} />
        ))}
      </ul>
      {closed.length > 0 && <p className="access-note">Closed to such callers: {closed.join(', ')}.</p>}
      {unused.length > 0 && (
        <details className="access-unused">
          <summary>{unused.length} held and not needed here</summary>
          <p>
            {unused.map((scope) => (
              <code key={scope}>{scope}</code>
            ))}
          </p>
        </details>
      )}
    </div>
  );
}

function ScopeRow({ scope, isHeld, by }: Need) {
  return (
    <li className={isHeld ? 'has' : 'missing'}>
      {isHeld ? <AllowedIcon /> : <DeniedIcon />}
      <code>{scope}</code>
      <small title={by.join(', ')}>{by.join(', ')}</small>
      <em>{isHeld ? 'has' : 'missing'}</em>
    </li>
  );
}

function Fields({ told }: { readonly told: Told }) {
  const { fields } = told.mine;
  if (fields.length === 0) return null;
  const denied = deniedOf(told.mine).map(({ path }) => `${path}.`);
  return (
    <div className="access-part">
      <h2>Fields</h2>
      <ul className="access-fields">
        {fields.map((field) => (
          <FieldRow
            key={`${field.path} ${field.coordinate}`}
            field={field}
            told={told}
            isBelowDenied={denied.some((path) => field.path.startsWith(path))}
          />
        ))}
      </ul>
    </div>
  );
}

interface FieldRowProps {
  readonly field: ExplainedField;
  readonly told: Told;
  /** Whether a field that it hangs on is denied. */
  readonly isBelowDenied: boolean;
}

function FieldRow({ field, told, isBelowDenied }: FieldRowProps) {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const { path, coordinate, verdict } = field;
  const keys = path.split('.');
  const show = () => {
    const place = placesOf(told.query, told.mine.operation.name).get(path);
    if (place === undefined || queryEditor === undefined) return;
    queryEditor.revealLineInCenterIfOutsideViewport(place.line);
    queryEditor.setPosition({ lineNumber: place.line, column: place.column });
    queryEditor.focus();
  };
  return (
    <li className={isBelowDenied ? 'not-fetched' : (verdict?.decision ?? 'unknown')}>
      <button type="button" onClick={show} title={coordinate} style={{ paddingInlineStart: `${keys.length - 1}em` }}>
        {isBelowDenied ? <DependsIcon /> : <FieldIcon field={field} />}
        <span>{keys.at(-1)}</span>
        <small>{isBelowDenied ? 'not fetched' : noteOn(field, told.mine)}</small>
      </button>
    </li>
  );
}

function FieldIcon({ field: { verdict } }: { readonly field: ExplainedField }) {
  if (verdict?.decision === 'allowed') return <AllowedIcon />;
  return verdict?.decision === 'denied' ? <DeniedIcon /> : <DependsIcon />;
}

/** What there is to say of a field beside its verdict. */
function noteOn({ verdict, required, carried }: ExplainedField, explanation: Explanation): string {
  if (verdict === null) return carried ? 'with its parent' : `needs ${leastOf(required, explanation)}`;
  if (verdict.decision === 'depends') return `depends on the ${verdict.on}`;
  if (verdict.decision === 'allowed') return carried ? 'with its parent' : '';
  return verdict.code === 'NOT_OWNER' ? "somebody else's data" : `lacks ${leastOf(verdict.missing, explanation)}`;
}
