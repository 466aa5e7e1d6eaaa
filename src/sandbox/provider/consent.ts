import type { Person } from './people.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
}

/** The page on which a person agrees to all that is asked for, or to nothing. */
export function consentPage(people: readonly Person[], parameters: URLSearchParams): string {
  const asked = [...parameters]
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('');
  const buttons = people
    .map(
      ({ phoneNumber, name }) =>
        `<button name="person" value="${phoneNumber}">${escaped(name)}, ${phoneNumber}</button>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="no"><meta name="viewport" content="width=device-width"><title>Vipps (sandkasse)</title>
<style>
  body { font: 1.1rem system-ui; max-width: 22rem; margin: 3rem auto; padding: 0 1rem; background: #fff4ec; color: #1f1a17 }
  button { font: inherit; display: block; width: 100%; margin: .5rem 0; padding: .8rem; border-radius: 2rem; border: 1px solid #b34700; background: #fff }
</style>
<h1>Logg inn</h1>
<p>Butikken får: ${escaped((parameters.get('scope') ?? '').replace(/\bopenid ?/, ''))}</p>
<form method="post" action="decision">${asked}
${buttons}
<button name="person" value="">Avbryt</button>
</form></html>`;
}

/** The page that says why a request is not even sent back. */
export function faultPage(message: string): string {
  return `<!doctype html><html lang="no"><title>Feil</title><p>${escaped(message)}</p></html>`;
}
