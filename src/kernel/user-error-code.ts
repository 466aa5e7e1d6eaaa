/**
 * Every code that a user error can have, with what it says: one for each thing that a person can fix, so that an app can
 * say it in the person's own language. A closed list.
 */
export const userErrorCodes = {
  REQUIRED: 'A value is missing, empty or blank.',
  TOO_LONG: 'A text has more characters than are allowed.',
  INVALID_FORMAT: 'A text does not have the form that it must have: an e-mail address, a phone number, a URL, an id.',
  OUT_OF_RANGE: 'A number, a date or the length of a list is below or above what is possible.',
  INVALID_VALUE: 'A value is not one of those that are possible here, or does not go with the others.',
  ALREADY_TAKEN: 'Something else has this id, address or name already.',
  NOT_FOUND: 'What the input names does not exist, or not where the input says.',
  INSUFFICIENT_BALANCE: 'A card holds less than is asked for.',
  EXCEEDS_REMAINING: 'It is more than is left to authorize, capture, refund, cancel or take back.',
  EXPIRED: 'What the input names was good until some time ago.',
  WRONG_STATE:
    'What the input names exists, but its state does not allow this: an order that is closed, a card that is not active.',
  NOT_NOW:
    'It cannot be done now, and nothing was sent: another call moves the same money, what became of an earlier one is not known, or what has to be read first cannot be reached.',
  CONFLICT: 'It contradicts another write: the same `refId` came with other contents before.',
  BAD_USER_INPUT:
    'Upstream refused the input and did not say why in a way that can be read. The codes of upstream are not published: whatever the server cannot read is told so.',
} as const;

/** What a person can fix: one of a closed list. */
export type UserErrorCode = keyof typeof userErrorCodes;
