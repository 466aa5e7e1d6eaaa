import { closedEnum } from '../../framework/enum.ts';

/** What became of a sale at the till. */
export const EntryStatus = closedEnum(
  'ReceiptEntryStatus',
  'What became of a sale at the till.',
  {
    None: 'Nothing is known.',
    Voided: 'It was struck out.',
    Posted: 'It was booked.',
    Concluded: 'It was finished.',
    Cancelled: 'It was called off.',
    OnHold: 'It was set aside.',
    Training: 'It was made for training.',
    Reprinted: 'It was printed again.',
  },
  // Swift would read NONE as the absence of a value.
  { None: 'NOT_STATED' },
);
