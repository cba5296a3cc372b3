/** A letter of one A4 page with lines of text, Polish letters included, in a font every reader has. */
export function letterPdf(lines: readonly string[]): Uint8Array {
  const text = lines.map((line) => `(${encoded(line)}) Tj T*`).join('\n')
  const stream = `BT /F1 11 Tf 16 TL 64 770 Td\n${text}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [${FIRST} ${NAMES}] >> >>`,
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  ]

  let body = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const at = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const tail = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`

  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${tail}`, 'latin1')
}

/** Polish letters stand at codes 1 to 18, by the names fonts have them under. */
const FIRST = 1
const LETTERS = 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ'
const NAMES =
  '/aogonek /cacute /eogonek /lslash /nacute /oacute /sacute /zacute /zdotaccent ' +
  '/Aogonek /Cacute /Eogonek /Lslash /Nacute /Oacute /Sacute /Zacute /Zdotaccent'

function encoded(line: string): string {
  return [...line]
    .map((sign) => {
      const place = LETTERS.indexOf(sign)
      if (place >= 0) return `\\${(FIRST + place).toString(8).padStart(3, '0')}`
      return /[()\\]/.test(sign) ? `\\${sign}` : sign
    })
    .join('')
}
