import { createRoot } from 'react-dom/client';
import 'graphiql/setup-workers/vite';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './style.css';
import { App } from './app.tsx';
import { openCallers } from './callers.ts';
import { loadSettings } from './settings.ts';

const place = document.getElementById('explorer');
if (place === null) throw new Error('The page has no place for the explorer.');
openCallers(await loadSettings());
createRoot(place).render(<App />);
