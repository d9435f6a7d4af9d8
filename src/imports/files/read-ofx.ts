import { readXml } from './read-xml';
import { Source, UnreadableFileError } from './source';

/**
 * Reads OFX and QFX, as XML or as the SGML of version 1, whose leaves have no end tags.
 * @throws UnreadableFileError
 */
export function readOfx(text: string): Source {
  const start = text.search(/<OFX>/i);
  if (start === -1) throw new UnreadableFileError('The file has no OFX element.');
  return { kind: 'ofx', root: readXml(asXml(text.slice(start))) };
}

/** Closes leaves: an element that has text ends where the next one begins. */
function asXml(sgml: string): string {
  return sgml
    .replace(/&(?!(lt|gt|quot|apos|amp|#\d{1,7}|#x[0-9a-f]{1,6});)/gi, '&amp;')
    .replace(
      /<([A-Za-z0-9_.]{1,50})>([^<]*)(<\/\1>)?/g,
      (_all, name: string, value: string, end?: string) => {
        const leaf = value.trim();
        const tag = name.toUpperCase();
        if (leaf !== '') return `<${tag}>${leaf}</${tag}>`;
        return end ? `<${tag}></${tag}>` : `<${tag}>`;
      },
    )
    .replace(/<\/([A-Za-z0-9_.]{1,50})>/g, (_all, name: string) => `</${name.toUpperCase()}>`);
}
