/** The form of each scalar, with an example, for the message of a value that is refused. */
export const scalarForms: Readonly<Record<string, string>> = {
  DateTime: 'a date and time with its zone, such as 2021-06-23T05:50:47Z or 2021-06-23T07:50:47+02:00',
  Date: 'a day, such as 2021-06-23',
  JSONObject:
    'a JSON object, such as { "size": "42" }; a number that needs more than 15 digits is to be written as text',
  SafeInt: 'a whole number from -9007199254740991 to 9007199254740991, such as 12500',
  Currency: 'an ISO 4217 code, such as NOK',
};
