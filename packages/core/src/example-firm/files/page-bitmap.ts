import { fold } from '../../text/fold.js'

/** A page of black and white dots, a byte per eight of them, 1 is black. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly bytesPerRow: number
  readonly rows: readonly Uint8Array[]
}

const WIDTH = 864
const HEIGHT = 1216
const MARGIN = 64
const LINE = 36
const DOT = 3

/** An A4 page at 105 dots per inch with lines of text in plain capitals, as a fax machine would have it. */
export function pageBitmap(lines: readonly string[], { slant = 0 } = {}): Bitmap {
  const bytesPerRow = WIDTH / 8
  const rows = Array.from({ length: HEIGHT }, () => new Uint8Array(bytesPerRow))
  const dot = (x: number, y: number) => {
    const row = rows[y]
    if (row && x >= 0 && x < WIDTH) row[x >> 3] = (row[x >> 3] ?? 0) | (128 >> (x & 7))
  }

  lines.forEach((line, index) => {
    // A hand does not keep to the line.
    const top = MARGIN + index * LINE
    draw(line, (x, y) => dot(MARGIN + x, top + y + Math.round((x * slant) / 100)))
  })
  return { width: WIDTH, height: HEIGHT, bytesPerRow, rows }
}

function draw(line: string, dot: (x: number, y: number) => void): void {
  const signs = [...line].map((sign) => (sign in GLYPHS ? sign : fold(sign).toUpperCase()))
  signs.forEach((sign, place) => {
    for (const [column, bits] of (GLYPHS[sign] ?? []).entries()) {
      for (let row = 0; row < 7; row += 1) {
        if ((bits >> row) & 1) square((place * 6 + column) * DOT, row * DOT, dot)
      }
    }
  })
}

function square(x: number, y: number, dot: (x: number, y: number) => void): void {
  for (let dx = 0; dx < DOT; dx += 1) for (let dy = 0; dy < DOT; dy += 1) dot(x + dx, y + dy)
}

/** Five columns of seven dots each, the lowest bit on top. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  (
    'A7e1111117e B7f49494936 C3e41414122 D7f4141221c E7f49494941 F7f09090901 G3e4149497a H7f0808087f I00417f4100 J2040413f01 ' +
    'K7f08142241 L7f40404040 M7f020c027f N7f0408107f O3e4141413e P7f09090906 Q3e4151215e R7f09192946 S4649494931 T01017f0101 ' +
    'U3f4040403f V1f2040201f W3f4038403f X6314081463 Y0708700807 Z6151494543 ' +
    '03e5149453e 100427f4000 24261514946 32141454b31 41814127f10 52745454539 63c4a494930 70171090503 83649494936 9064949291e ' +
    '.0060600000 ,0050300000 :0036360000 -0808080808 /2010080402 (001c224100 )0041221c00'
  )
    .split(' ')
    .map((glyph) => [glyph.slice(0, 1), (glyph.slice(1).match(/../g) ?? []).map((hex) => Number.parseInt(hex, 16))]),
)
