import type { CustomTableLayout, Style } from 'pdfmake';

export const INK = '#1f2933';
export const MUTED = '#627282';
export const LINE = '#d5dce3';
export const SHADE = '#f4f6f8';
export const GAIN = '#1a7f4b';
export const LOSS = '#b3261e';

/** Width and height of A4 in points, and the white space around. */
export const PAGE = { width: 595.28, height: 841.89, margin: 40 };
export const CONTENT_WIDTH = PAGE.width - 2 * PAGE.margin;

/** How wide a text is at a size at most, in points: Roboto's figures are its widest usual letters. */
export const widthOf = (text: string, fontSize: number) => text.length * 0.57 * fontSize;

export const STYLES: Record<string, Style> = {
  title: { fontSize: 22, bold: true, color: INK },
  subtitle: { fontSize: 10, color: MUTED },
  heading: { fontSize: 13, bold: true, margin: [0, 18, 0, 6] },
  label: { fontSize: 8, color: MUTED },
  big: { fontSize: 15, bold: true },
  note: { fontSize: 8, color: MUTED, lineHeight: 1.25 },
  head: { fontSize: 8, bold: true, color: MUTED },
  small: { fontSize: 8 },
};

/** Hairlines between rows, no upright lines. */
export const ROWS: CustomTableLayout = {
  hLineWidth: (line, { table }) => (line === 0 || line === table.body.length ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => LINE,
  paddingLeft: () => 4,
  paddingRight: () => 4,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

/** Shaded boxes side by side. */
export const TILES: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: (line, { table }) => (line === 0 || line === table.body[0]?.length ? 0 : 6),
  vLineColor: () => '#ffffff',
  fillColor: () => SHADE,
  paddingLeft: () => 8,
  paddingRight: () => 8,
  paddingTop: () => 8,
  paddingBottom: () => 8,
};

/** The colour of a change as it is text: a gain has a plus, a loss a minus. */
export function colourOf(text: string): string {
  if (text.startsWith('+')) return GAIN;
  return text.startsWith('−') ? LOSS : INK;
}
