const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/**
 * Reads a duration such as `900`, `15m`, `12h` or `30d`.
 * @returns whole seconds, or NaN when the text is no duration
 */
export function parseDuration(text: string): number {
  const match = /^(\d{1,9})([smhd]?)$/.exec(text.trim());
  if (!match) return Number.NaN;
  const unit = (match[2] || 's') as keyof typeof SECONDS;
  return Number(match[1]) * SECONDS[unit];
}
