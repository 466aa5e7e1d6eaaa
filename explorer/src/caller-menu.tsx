import { Button, Dialog, DropdownMenu } from '@graphiql/react';
import { useState } from 'react';
import { type Caller, choose, pasteToken, signOut, useCaller, useCallers } from './callers.ts';
import { useReading } from './explanation.ts';

/** Who runs the tab that is open, with a menu to choose somebody else. */
export function CallerMenu() {
  const caller = useCaller();
  const { personas, token } = useCallers();
  const [isPasting, setPasting] = useState(false);
  return (
    <div className="caller">
      <DropdownMenu>
        <DropdownMenu.Button className="caller-button">
          <span className={`caller-mark ${caller.kind}`} />
          <span>
            Runs as <strong>{nameOf(caller)}</strong>
          </span>
          <Held />
          <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4 6 4 4 4-4" />
          </svg>
        </DropdownMenu.Button>
        <DropdownMenu.Content className="caller-menu" align="end">
          {(personas ?? []).map(({ name, description }) => (
            <DropdownMenu.Item key={name} className="caller-item" onSelect={() => choose({ kind: 'persona', name })}>
              <strong>{name}</strong>
              <small>{description}</small>
            </DropdownMenu.Item>
          ))}
          {token !== null && (
            <DropdownMenu.Item className="caller-item" onSelect={() => choose({ kind: 'token' })}>
              <strong>Your token</strong>
              <small>the one that you pasted</small>
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item className="caller-item" onSelect={() => setPasting(true)}>
            <strong>Paste a token…</strong>
            <small>kept until this browser tab is closed</small>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="caller-item" onSelect={signOut}>
            <strong>Sign out</strong>
            <small>forgets the token, tabs and history</small>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu>
      <PasteDialog isOpen={isPasting} close={() => setPasting(false)} />
    </div>
  );
}

/** How many scopes the caller's token holds, where the server has said so. */
function Held() {
  const { reading } = useReading();
  const viewer = reading.kind === 'told' ? reading.told.mine.viewer : null;
  if (viewer === null) return null;
  return (
    <small>
      {viewer.customerId === null ? '' : `${viewer.customerId}, `}
      {viewer.scopes.length} {viewer.scopes.length === 1 ? 'scope' : 'scopes'}
    </small>
  );
}

function nameOf(caller: Caller): string {
  if (caller.kind === 'persona') return caller.name;
  return caller.kind === 'token' ? 'your token' : 'nobody';
}

function PasteDialog({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const [text, setText] = useState('');
  const end = () => {
    setText('');
    close();
  };
  const use = () => {
    if (text.trim() !== '') pasteToken(text);
    end();
  };
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && end()}>
      <div className="graphiql-dialog-header">
        <Dialog.Title className="graphiql-dialog-title">Paste an access token</Dialog.Title>
        <Dialog.Close />
      </div>
      <form
        className="paste"
        onSubmit={(event) => {
          event.preventDefault();
          use();
        }}
      >
        <Dialog.Description>
          It goes to this server only, survives a reload of this browser tab, and is gone when the tab is closed.
        </Dialog.Description>
        <textarea
          aria-label="Access token"
          rows={6}
          spellCheck={false}
          autoComplete="off"
          placeholder="eyJhbGciOi…"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">Use it</Button>
      </form>
    </Dialog>
  );
}
