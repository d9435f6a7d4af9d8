import pdfMake from 'pdfmake/js/index.js';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { FONT_FILES, FONTS } from './fonts';

pdfMake.setFonts(FONTS);
// A document is made of what it is given: nothing is fetched, and of files only its own fonts are read.
pdfMake.setUrlAccessPolicy(() => false);
pdfMake.setLocalAccessPolicy((path) => FONT_FILES.includes(path));

/** The bytes of a document. */
export async function createPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  return pdfMake.createPdf(definition).getBuffer();
}
