import { useGraphiQL, useMonaco } from '@graphiql/react';
import { useEffect } from 'react';
import type { ExplainedField, Explanation } from '../../src/advice/explain.ts';
import { type Told, useReading } from './explanation.ts';
import { deniedOf, leastOf } from './needs.ts';
import { placesOf } from './places.ts';

/** Marks the fields that will be denied in the editor, and dims what hangs on them. */
export function useEditorMarks(): void {
  const { monaco } = useMonaco(({ monaco }) => ({ monaco }));
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const { reading } = useReading();
  useEffect(() => {
    const model = queryEditor?.getModel();
    if (monaco === undefined || queryEditor === undefined || !model) return;
    const denied = reading.kind === 'told' ? deniedPlaces(reading.told) : [];
    const severity = monaco.MarkerSeverity.Warning;
    const markers = denied.map(({ place, text }) => ({
      severity,
      message: text,
      source: 'access',
      startLineNumber: place.line,
      startColumn: place.column,
      endLineNumber: place.line,
      endColumn: place.nameEnd,
    }));
    monaco.editor.setModelMarkers(model, 'access', markers);
    const dimmed = queryEditor.createDecorationsCollection(
      denied.map(({ place }) => ({
        range: monaco.Range.fromPositions(model.getPositionAt(place.start), model.getPositionAt(place.end)),
        options: { inlineClassName: 'denied-field' },
      })),
    );
    return () => {
      monaco.editor.setModelMarkers(model, 'access', []);
      dimmed.clear();
    };
  }, [monaco, queryEditor, reading]);
}

function deniedPlaces({ query, mine }: Told) {
  const places = placesOf(query, mine.operation.name);
  return deniedOf(mine).flatMap((field) => {
    const place = places.get(field.path);
    return place === undefined ? [] : [{ place, text: deniedText(field, mine) }];
  });
}

function deniedText({ coordinate, verdict }: ExplainedField, explanation: Explanation): string {
  if (verdict?.decision !== 'denied') return '';
  if (verdict.code === 'NOT_OWNER') return `${coordinate} will be denied: it belongs to somebody else.`;
  return `${coordinate} will be denied: the token lacks ${leastOf(verdict.missing, explanation)}.`;
}
