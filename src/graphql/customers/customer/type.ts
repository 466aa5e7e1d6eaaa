import { closedEnum } from '../../framework/enum.ts';

/** `CustomerType`: what kind of customer it is. */
export const CustomerType = closedEnum('CustomerType', 'What kind of customer it is.', {
  customer: 'A private person.',
  company: 'A business.',
  contact: 'A person who stands for one or more businesses.',
  employee: 'Somebody who works for the merchant.',
  other: 'None of the others.',
});
