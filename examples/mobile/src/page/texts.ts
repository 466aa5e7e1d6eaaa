const norwegian = {
  logIn: 'Logg inn',
  email: 'E-post',
  sendCode: 'Send meg en kode',
  codeSent: 'Er du kunde hos oss, får du nå en kode på e-post.',
  code: 'Kode',
  useCode: 'Logg inn',
  otherEmail: 'En annen e-post',
  vipps: 'Logg inn med Vipps',
  messages: 'Se koden (sandkasse)',
  connectFirst: 'Vi kjenner deg ikke igjen. Logg inn med kode, så kobler vi til Vipps.',
  connect: 'Koble til Vipps',
  connected: 'Vipps er koblet til.',
  cancelled: 'Innloggingen ble avbrutt.',
  failed: 'Det stemte ikke. Prøv igjen.',
  tooMany: 'For mange forsøk. Vent litt.',
  unavailable: 'Innlogging virker ikke akkurat nå.',
  giftCards: 'Gavekort',
  receipts: 'Kvitteringer',
  offers: 'Tilbud',
  nothing: 'Ingenting her ennå.',
  unreadable: 'Kan ikke vises nå.',
  more: 'Vis flere',
  claim: 'Legg til kvittering',
  claimCode: 'Kode på kvitteringen',
  logOut: 'Logg ut',
  hello: 'Hei',
};

const english: typeof norwegian = {
  logIn: 'Log in',
  email: 'E-mail',
  sendCode: 'Send me a code',
  codeSent: 'If you are a customer, a code is on its way by e-mail.',
  code: 'Code',
  useCode: 'Log in',
  otherEmail: 'Another e-mail',
  vipps: 'Log in with Vipps',
  messages: 'See the code (sandbox)',
  connectFirst: 'We do not recognise you. Log in by code, then connect Vipps.',
  connect: 'Connect Vipps',
  connected: 'Vipps is connected.',
  cancelled: 'The log-in was cancelled.',
  failed: 'That was not right. Try again.',
  tooMany: 'Too many tries. Wait a little.',
  unavailable: 'Log-in does not work at the moment.',
  giftCards: 'Gift cards',
  receipts: 'Receipts',
  offers: 'Offers',
  nothing: 'Nothing here yet.',
  unreadable: 'Cannot be shown now.',
  more: 'Show more',
  claim: 'Add a receipt',
  claimCode: 'Code on the receipt',
  logOut: 'Log out',
  hello: 'Hello',
};

const isNorwegian = /^(nb|nn|no)\b/.test(navigator.language);

/** What the page says, in the language of the browser. */
export const texts = isNorwegian ? norwegian : english;

document.documentElement.lang = isNorwegian ? 'no' : 'en';

/** An amount as people write it. */
export function money(amount: { readonly decimal: string; readonly currency: string } | null | undefined): string {
  if (!amount) return '';
  const format = new Intl.NumberFormat(navigator.language, { style: 'currency', currency: amount.currency });
  return format.format(Number(amount.decimal));
}

/** A day as people write it. */
export function day(time: unknown): string {
  return typeof time === 'string' ? new Date(time).toLocaleDateString(navigator.language) : '';
}
