import { ValidateIf } from 'class-validator';

/** The field may be absent but not null; class-validator's own IsOptional would let null through. */
export function IfGiven(): PropertyDecorator {
  return ValidateIf((_: object, value: unknown) => value !== undefined);
}

/** The field may be absent, or null to remove what there is. */
export function IfGivenOrNull(): PropertyDecorator {
  return ValidateIf((_: object, value: unknown) => value !== undefined && value !== null);
}
