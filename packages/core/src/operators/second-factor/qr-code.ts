import { encode } from 'uqr'

/** A QR code as one path of squares, for an SVG of `size` by `size`; dark on light whatever the page's colours. */
export interface QrCode {
  readonly size: number
  readonly path: string
}

/** The QR code of a text, with the quiet border that readers want. */
export function qrCode(text: string): QrCode {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  return { size, path: data.flatMap((row, y) => runsOf(row).map(([x, n]) => `M${x} ${y}h${n}v1h-${n}z`)).join('') }
}

/** Where dark squares begin in a row, and how many stand together. */
function runsOf(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const begins = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []))
  return begins.map((x) => {
    const end = row.indexOf(false, x)
    return [x, (end === -1 ? row.length : end) - x] as const
  })
}
