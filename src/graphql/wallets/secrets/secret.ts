import { builder } from '../../builder.ts';
import { wire } from '../../framework/wire.ts';

/** A secret of a card as upstream has just made it. */
export interface CardSecret {
  readonly value?: string;
  readonly barcode_128?: string;
}

/** `WalletCardSecret`: a PIN or a token, told once. */
export const CardSecretRef = builder.objectRef<CardSecret>('WalletCardSecret');

builder.objectType(CardSecretRef, {
  description: 'A PIN or a token of a card. It is told this one time: upstream shows it masked ever after.',
  fields: (t) => ({
    value: t.exposeString('value', { description: 'The secret itself.' }),
    barcode: t.exposeString('barcode_128', {
      description: 'It as a barcode, a data URL of a picture; null unless asked for.',
    }),
  }),
});

/** How a secret is made. */
const CardSecretFormatInputRef = builder.inputType('WalletCardSecretFormatInput', {
  description: 'How a PIN or a token is made. What is left out is as upstream has it.',
  fields: (t) => ({
    length: t.int({ description: 'Characters without the prefix.' }),
    prefix: t.string({ description: 'What it begins with: `DINCARD:`.' }),
    symbols: t.boolean({ description: 'Whether it may hold symbols.' }),
    numbers: t.boolean({ description: 'Whether it may hold digits.' }),
    characters: t.boolean({ description: 'Whether it may hold letters.' }),
    barcode: t.boolean({ description: 'Whether a picture of it is wanted.' }),
  }),
});

/** A PIN that is wanted. */
export const CardPinInputRef = builder.inputType('WalletCardPinInput', {
  description: 'A PIN that is wanted.',
  fields: (t) => ({ format: t.field({ type: CardSecretFormatInputRef, description: 'How it is made.' }) }),
});

/** A token that is wanted. */
export const CardTokenInputRef = builder.inputType('WalletCardTokenInput', {
  description: 'A token that is wanted: whoever holds it can pay with the card.',
  fields: (t) => ({
    expiresIn: t.int({ required: true, description: 'Seconds until it expires; more than 0.' }),
    expiresAfterTransaction: t.boolean({ description: 'Whether a transaction uses it up. Default: yes.' }),
    format: t.field({ type: CardSecretFormatInputRef, description: 'How it is made.' }),
  }),
});

type FormatInput = typeof CardSecretFormatInputRef.$inferInput;

/** The format in upstream's words; undefined where none is given. */
export function wireFormat(format: FormatInput | null | undefined) {
  return format ? wire(format) : undefined;
}

/** A wanted token in upstream's words. */
export function wireToken({ format, ...token }: typeof CardTokenInputRef.$inferInput) {
  return { ...wire(token), format: wireFormat(format) };
}
