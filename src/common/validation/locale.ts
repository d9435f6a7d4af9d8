import { ValidateBy } from 'class-validator';

const MOST_CHARACTERS = 64;

/** Accepts language tags of BCP 47, such as `de-CH`. */
export const IsLanguageTag = () =>
  check('isLanguageTag', 'must be a language tag such as de-CH (BCP 47)', (tag) => {
    Intl.getCanonicalLocales(tag);
  });

/** Accepts names of the IANA time zone database, such as `Europe/Zurich`. */
export const IsTimeZone = () =>
  check('isTimeZone', 'must be a time zone such as Europe/Zurich (IANA)', (timeZone) => {
    new Intl.DateTimeFormat('en', { timeZone });
  });

/** @param parse throws where the text is none */
function check(name: string, message: string, parse: (text: string) => void): PropertyDecorator {
  const validate = (value: unknown) => {
    if (typeof value !== 'string' || value.length === 0 || value.length > MOST_CHARACTERS) return false;
    try {
      parse(value);
      return true;
    } catch {
      return false;
    }
  };
  return ValidateBy(
    { name, validator: { validate, defaultMessage: (given) => `${given?.property} ${message}` } },
    { context: { bounds: { minLength: 1, maxLength: MOST_CHARACTERS } } },
  );
}
