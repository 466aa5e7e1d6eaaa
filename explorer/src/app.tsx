import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect } from 'react';
import { accessPlugin } from './access-panel.tsx';
import { CallerMenu } from './caller-menu.tsx';
import { openTab, useCaller, useCallers } from './callers.ts';
import { useEditorMarks } from './editor-marks.ts';
import { examples } from './examples.ts';
import { useExplaining } from './explanation.ts';
import { fetcher } from './run.ts';
import { RunLine } from './run-line.tsx';
import { useSettings } from './settings.ts';
import { editorStorage } from './storage.ts';

const plugins = [accessPlugin, HISTORY_PLUGIN];
const defaultTabs = examples.map(({ query }) => ({ query }));

/** The explorer: GraphiQL, who runs it, what that one may see, and what it costs. */
export function App() {
  const signOuts = useCallers((state) => state.signOuts);
  return (
    <GraphiQL
      key={signOuts}
      fetcher={fetcher}
      plugins={plugins}
      visiblePlugin={accessPlugin}
      defaultTabs={defaultTabs}
      storage={editorStorage}
      shouldPersistHeaders={false}
      isHeadersEditorEnabled={false}
      defaultEditorToolsVisibility={false}
      inputValueDeprecation
    >
      <GraphiQL.Logo>
        <Brand />
        <CallerMenu />
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <RunLine />
      </GraphiQL.Footer>
      <Watch />
    </GraphiQL>
  );
}

function Brand() {
  const { personas } = useSettings();
  return (
    <span className="brand">
      <span>Dintero GraphQL</span>
      {personas !== null && <em>sandbox</em>}
    </span>
  );
}

/** Keeps what is shown in step with what is in the editor and who runs it. */
function Watch() {
  const { explain } = useSettings();
  useExplaining(explain);
  useEditorMarks();
  useTabs();
  useSchema();
  return null;
}

function useTabs(): void {
  const { tabs, activeTabIndex } = useGraphiQL(({ tabs, activeTabIndex }) => ({ tabs, activeTabIndex }));
  useEffect(() => {
    const open = tabs[activeTabIndex];
    if (open !== undefined) openTab(open, tabs);
  }, [tabs, activeTabIndex]);
}

/** Asks for the schema again when somebody is chosen for whom it may be there. */
function useSchema(): void {
  const { schema, isIntrospecting } = useGraphiQL(({ schema, isIntrospecting }) => ({ schema, isIntrospecting }));
  const { introspect } = useGraphiQLActions();
  const caller = JSON.stringify(useCaller());
  const token = useCallers((state) => state.token);
  // What changes the answer is who asks.
  useEffect(() => {
    if (!schema && !isIntrospecting) introspect();
  }, [caller, token]);
}
